import rr,pickle
from rr import *
out=pickle.load(open('/tmp/h/crf_exp/c.pkl','rb'))
def fit(o,labels,cols,C,cal):
    fns={}
    for l in labels:
        X=np.array([f for x,rows in o for p,f in rows[l]],float); y=np.array([p in x.gold[l] for x,rows in o for p,f in rows[l]])
        G=sum(len(x.gold[l]) for x,_ in o)
        if cols is None or y.sum()<10: fn=lambda Z:Z[:,4]
        else:
            m=make_pipeline(StandardScaler(),LogisticRegression(C=C,max_iter=500)).fit(X[:,cols],y); fn=lambda Z,m=m: m.predict_proba(Z[:,cols])[:,1]
        def sel(R,fn=fn):
            if not R: return []
            p=fn(np.array([f for _,f in R],float)); return select([(*pl,v) for (pl,_),v in zip(R,p)])
        S=[(v,(a,b) in x.gold[l]) for x,rows in o for a,b,v in sel(rows[l])]
        v=np.array([s[0] for s in S]);t=np.array([s[1] for s in S],float)
        if len(t)<20 or t.sum()<5: g=lambda u:u; th=.3
        else:
            z=lambda u: np.log(u/(1-u+1e-6))[:,None]
            if cal=='iso':
                iso=IsotonicRegression(out_of_bounds='clip',y_min=0,y_max=1).fit(v,t); g=lambda u,iso=iso: iso.predict(u)*(1-1e-3)+1e-3*u
            else: pl=LogisticRegression(C=100).fit(z(v),t); g=lambda u,pl=pl,z=z: pl.predict_proba(z(u))[:,1]
            q=np.sort(g(v))[::-1]; th=(2*q.cumsum()/(np.arange(1,len(q)+1)+G)).max()/2
        fns[l]=(sel,g,th)
    def apply(rows):
        r={}
        for l in labels:
            sel,g,th=fns[l]; s=sel(rows[l]); r[l]=[(a,b,q,q>=th) for (a,b,_),q in zip(s,g(np.array([x[2] for x in s])))] if s else []
        return r
    return apply
def run(name,cols,C=.1,cal='platt'):
    for k,(labels,runs) in out.items():
        tests=[];acc=[]
        for o,Test,CC in runs:
            f=fit(o,labels,cols,C,cal); tests+=Test; acc+=[f(r) for r in CC]
        print(f'{name:28} {k!s:14}',measure(tests,acc,labels), measure(tests,acc,labels,True)[:8] if k[0]=='muc' else '',measure(tests,acc,['WEAPON'])[:7])
A=list(range(25)); B=list(range(29))
if __name__=='__main__':
    run('base',None); run('old',A); run('all',B); run('all C.01',B,.01); run('all C1',B,1); run('all iso',B,cal='iso')
    core=[0,2,3,7,9,14,19]
    run('core',core); run('core+sent',core+[25,27,28]); run('core+sent+src',core+[10,11,12,25,27,28]); run('core+src+over',core+[10,11,12,15,16]);
    run('no rel',[c for c in B if c not in (19,20,21)]); run('no density',[c for c in B if c not in (22,)]); run('no cons',[c for c in B if c not in (1,2,3,5,6)]); run('no dict',[c for c in B if c not in (7,8,9,13)]); run('no over',[c for c in B if c not in (14,15)]);run('no sentidx',[c for c in B if c not in (23,)])
