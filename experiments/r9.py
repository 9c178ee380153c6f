from rr import *
labels=['ACTOR','WEAPON','BASE','CASUALTY']
t0=time.time()
P=prepare(load('muc4/train.jsonl'),labels); enrich(P); V=prepare(load('muc4/dev.jsonl'),labels); enrich(V); print('prep',time.time()-t0,flush=True)
def go(T,name,algo,params,temp,keep,K=3,detail=False):
    t0=time.process_time(); o=oof2(T,labels,algo,params,temp,keep,K); t1=time.process_time(); C=final2(T,V,labels,algo,params,temp,keep); t2=time.process_time()
    print(name,len(T),algo,params,keep,'cpu oof %.0f final %.0f'%(t1-t0,t2-t1),flush=True)
    for k in [('base','platt'),('lr','iso'),('lr','platt'),('hgb','iso')]:
        ap,th=attach(o,labels,*k); r=[ap(c) for c in C]
        print('  ',k,'ALL',measure(V,r,labels)); print('      ONLY',measure(V,r,labels,True),[measure(V,r,[l],True)[:7] for l in labels],flush=True)
if __name__=='__main__':
  for seed in (0,1):
    sub=random.Random(seed).sample(P,100)
    subs=random.Random(seed).sample([x for x in P if x.d['spans']],100)
    for a,p,t in [('ap',dict(max_iterations=8),.15),('lbfgs',dict(c1=.3,c2=.05,max_iterations=40),.7)]:
        go(sub,'100 any',a,p,t,1)
        go(subs,'100 with spans',a,p,t,1)
  go(P,'all','ap',dict(max_iterations=8),.15,.3,3)
