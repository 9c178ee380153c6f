from e1 import *
import resource
t0=time.time(); tr=prep(load('muc4/train.jsonl')); print('prep',time.time()-t0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1e6)
dv=prep(load('muc4/dev.jsonl')); 
sp=[p for p in tr if p[0]['spans']]
dsp=[p for p in dv if p[0]['spans']]
for algo,params in [('ap',dict(max_iterations=10)),('lbfgs',dict(c1=0.1,c2=0.1,max_iterations=50))]:
  for name,T in [('with spans',sp),('all',tr)]:
    t0=time.time();tot=[0,0,0];tot2=[0,0,0]; per={}
    for l in ['ACTOR','WEAPON','BASE','CASUALTY']:
        pr=predict(train(T,l,params,algo),dv); s=score(dv,pr,l); s2=score(dsp,[q for q,p in zip(pr,dv) if p[0]['spans']],l)
        per[l]=(s,round(f1(s),3)); tot=[a+b for a,b in zip(tot,s)]; tot2=[a+b for a,b in zip(tot2,s2)]
    print(algo,name,params,'F1 all %.3f'%f1(tot),'spandocs %.3f'%f1(tot2),per,'%.1fs'%(time.time()-t0),flush=True)
