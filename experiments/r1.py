from e1 import *
tr=prep(load('re3d/train.jsonl')); dv=prep(load('re3d/dev.jsonl'))
for algo,params in [('lbfgs',dict(c1=0.1,c2=0.1,max_iterations=100)),('lbfgs',dict(c1=0.0,c2=0.5,max_iterations=100)),('lbfgs',dict(c1=0.5,c2=0.1,max_iterations=100)),('ap',dict(max_iterations=20)),('lbfgs',dict(c1=0.05,c2=0.05,max_iterations=100))]:
    t0=time.time();tot=[0,0,0]; per={}
    for l in ['ACTOR','WEAPON','BASE']:
        s=score(dv,predict(train(tr,l,params,algo),dv),l); per[l]=(s,round(f1(s),3)); tot=[a+b for a,b in zip(tot,s)]
    print(algo,params,'F1 %.3f'%f1(tot),per,'%.1fs'%(time.time()-t0))
    r=[]
    for seed in range(4):
        tot=[0,0,0]; sub=random.Random(seed).sample(tr,25)
        for l in ['ACTOR','WEAPON','BASE']:
            s=score(dv,predict(train(sub,l,params,algo),dv),l); tot=[a+b for a,b in zip(tot,s)]
        r.append(f1(tot))
    print('   25:',[round(x,3) for x in r],sum(r)/4)
