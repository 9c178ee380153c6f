from rr import *
labels=['ACTOR','WEAPON','BASE']
P=prepare(load('re3d/train.jsonl'),labels); enrich(P); V=prepare(load('re3d/dev.jsonl'),labels); enrich(V)
algo,params,temp='lbfgs',dict(c1=.3,c2=.05,max_iterations=40),.7
def go(T,K=3):
    o=oof_of(T,labels,algo,params,temp,1,K); C=final_of(T,V,labels,algo,params,temp)
    for k in [('base','iso'),('base','platt'),('lr','iso'),('lr','platt')]:
        ap,th=attach(o,labels,*k); r=[ap(c) for c in C]; print('  ',k,measure(V,r,labels),[measure(V,r,[l])[:7] for l in labels],th,flush=True)
go(P)
for seed in range(4): print(seed); go(random.Random(seed).sample(P,25))
