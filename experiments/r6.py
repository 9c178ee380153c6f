from rr import *
labels=['ACTOR','WEAPON','BASE','CASUALTY']
t0=time.time()
P=prepare(load('muc4/train.jsonl'),labels); enrich(P); V=prepare(load('muc4/dev.jsonl'),labels); enrich(V); print('prep',time.time()-t0,flush=True)
def go(T,name,algo,params,temp,keep,K):
    t0=time.time(); o=oof_of(T,labels,algo,params,temp,keep,K); t1=time.time(); C=final_of(T,V,labels,algo,params,temp,keep); t2=time.time()
    print(name,len(T),algo,params,keep,'oof %.0f final %.0f'%(t1-t0,t2-t1),flush=True)
    for kind in ('base','lr','hgb'):
        p=two_step(o,C,labels,kind); print('  ',kind,'all ',ev(V,p,labels)); print('  ',kind,'only',ev(V,p,labels,True),flush=True)
        if len(T)>500: 
            for l in labels: print('       ',l,ev(V,{l:p[l]},[l]))
sub=random.Random(0).sample(P,100)
go(sub,'100 any','ap',dict(max_iterations=8),.15,1,3)
subs=random.Random(0).sample([x for x in P if x.d['spans']],100)
go(subs,'100 with spans','ap',dict(max_iterations=8),.15,1,3)
go([x for x in P if x.d['spans']],'spans','ap',dict(max_iterations=8),.15,.3,3)
go(P,'all','ap',dict(max_iterations=8),.15,.3,3)
