"""DEV STUB."""
import numpy as np
from dataclasses import dataclass
def affect(body, lesion):
    if not lesion.severity: return {}
    d=lesion.level.replace("/","_"); out={}
    for k in (f"annulus_{d}",f"nucleus_{d}"):
        v=body.parts[k].vertices.copy(); c=v.mean(0); s=1 if lesion.side=="left" else -1
        t=c+np.array([s*10,14,0]); w=np.exp(-((v-t)**2).sum(1)/2/8**2)
        v[:,1]+=8*lesion.severity*w; out[k]=v.astype(np.float32)
    return out
def axial_section(body, level, lesion):
    d=level.replace("/","_"); moved=affect(body,lesion) if lesion else {}
    o=body.parts[f"annulus_{d}"].vertices.mean(0); a,b=level.split("/")
    up=body.parts[f"vertebra_{a}"].vertices.mean(0); n=np.array([0,0,1.0])
    out={}
    for k,p in body.parts.items():
        if p.kind=='muscle' and not k.startswith('psoas'): continue
        v=moved.get(k,p.vertices); h=(v-o)@n; f=p.faces; hf=h[f]; c=(hf>0).any(1)&(hf<=0).any(1)
        if not c.any(): continue
        segs=[]
        for t in f[c]:
            pts=[]
            for i,j in ((0,1),(1,2),(2,0)):
                A,B=sorted((t[i],t[j]))
                if (h[A]>0)!=(h[B]>0):
                    w=h[A]/(h[A]-h[B]); pts.append((v[A]+(v[B]-v[A])*w)[:2])
            if len(pts)==2: segs.append(pts)
        out[k]=np.array(segs,np.float32)
    return out
@dataclass(frozen=True)
class LesionMeasures:
    canal_mm2: float
    canal_healthy_mm2: float
    foramen_mm: float
    foramen_healthy_mm: float
def measures(body, lesion): return LesionMeasures(200.,300.,8.,8.1)
def stage(s): return "bulge" if s<1/3 else "protrusion" if s<2/3 else "extrusion"
