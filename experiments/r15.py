from r14 import *
import r14
def fit2(o,labels,cols,C,cal,pooled=True):
    fns={};Q=[];GG=0
    for l in labels:
        X=np.array([f for x,rows in o for p,f in rows[l]],float); y=np.array([p in x.gold[l] for x,rows in o for p,f in rows[l]])
        G=sum(len(x.gold[l]) for x,_ in o); GG+=G
        if cols is None or y.sum()<10: fn=lambda Z:Z[:,4]
        else:
            m=make_pipeline(StandardScaler(),LogisticRegression(C=C,max_iter=500)).fit(X[:,cols],y); fn=lambda Z,m=m: m.predict_proba(Z[:,cols])[:,1]
        def sel(R,fn=fn):
            if not R: return []
            p=fn(np.array([f for _,f in R],float)); return select([(*pl,v) for (pl,_),v in zip(R,p)])
        S=[(v,(a,b) in x.gold[l]) for x,rows in o for a,b,v in sel(rows[l])]
        v=np.array([s[0] for s in S]);t=np.array([s[1] for s in S],float)
        if len(t)<20 or t.sum()<5: g=lambda u:u; th=.3; q=v
        else:
            z=lambda u: np.log(u/(1-u+1e-6))[:,None]
            pl=LogisticRegression(C=100).fit(z(v),t); g=lambda u,pl=pl,z=z: pl.predict_proba(z(u))[:,1]
            q=np.sort(g(v))[::-1]; th=(2*q.cumsum()/(np.arange(1,len(q)+1)+G)).max()/2
        Q.append(q); fns[l]=[sel,g,th]
    q=np.sort(np.concatenate(Q))[::-1]; th=(2*q.cumsum()/(np.arange(1,len(q)+1)+GG)).max()/2
    if pooled:
        for l in labels: fns[l][2]=th
    def apply(rows):
        r={}
        for l in labels:
            sel,g,th=fns[l]; s=sel(rows[l]); r[l]=[(a,b,q,q>=th) for (a,b,_),q in zip(s,g(np.array([x[2] for x in s])))] if s else []
        return r
    return apply
core=[0,2,3,7,9,14,19,10,11,12,15,16]
if __name__=='__main__':
    r14.fit=fit2
    run('base pooled',None)
    for C in (.3,.1,.03,.01,.003,.001): run(f'core C{C}',core,C)
    for C in (.03,.01,.003): run(f'core+sent C{C}',core+[25,27,28],C)
    for C in (.03,.01,.003): run(f'all C{C}',B,C)
