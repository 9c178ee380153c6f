"""two-stage experiment"""
from e1 import *
from inf import *
from feats2 import features2
import numpy as np, math
from collections import defaultdict
from labeling.core.suggesting import known_finds
from labeling.core.words import is_shouted
from sklearn.linear_model import LogisticRegression
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.pipeline import make_pipeline
OPT=('cls','np','lex','c')
class Slim: pass
class Doc: pass
def prepare(docs,labels):
    out=[]
    for d in docs:
        x=Doc(); x.d=d; x.w,x.sents,x.seqs=features2(d['text'],gaz,OPT)
        x.items=[pycrfsuite.ItemSequence(s) for s in x.seqs]
        x.flat=[i for s in x.sents for i in s]; x.lens=[len(s) for s in x.sents]
        x.pos={i:k for k,i in enumerate(x.flat)}
        x.known=defaultdict(dict)
        for a,b,l,src in known_finds(d['text'],x.w,gaz):
            if a in x.pos and b-1 in x.pos: x.known[l][(x.pos[a],x.pos[b-1]+1)]=src
        S={s:i for i,s in enumerate(x.w.starts)};E={e:i for i,e in enumerate(x.w.ends)}
        x.gold={l:{(x.pos[S[s['start']]],x.pos[E[s['end']]]+1) for s in d['spans'] if s['label']==l} for l in labels}
        x.keys=[x.w.keys[i].lower() for i in x.flat]
        x.sid=np.repeat(np.arange(len(x.lens)),x.lens)
        x.tags={}
        for l in labels:
            t=['O']*len(x.flat)
            for a,b in longest(x.gold[l]):
                if b-a==1: t[a]='S'
                else: t[a]='B';t[b-1]='E';t[a+1:b-1]='I'*(b-a-2)
            o=0;r=[]
            for n in x.lens: r.append(t[o:o+n]); o+=n
            x.tags[l]=r
        out.append(x)
    return out
def train_crf(T,label,algo,params,keep=1.0,seed=0):
    rnd=random.Random(seed)
    tr=pycrfsuite.Trainer(verbose=False); tr.select(algo)
    for x in T:
        for it,y in zip(x.items,x.tags[label]):
            if keep<1 and all(t=='O' for t in y) and rnd.random()>keep: continue
            tr.append(it,y)
    tr.set_params(params); f=f'/tmp/h/crf_exp/m{os.getpid()}.crf'; tr.train(f); t=pycrfsuite.Tagger(); t.open(f); return weights(t)
def dictionary(T,labels):
    """key->label->[marked,seen]"""
    marked={l:Counter() for l in labels}
    for x in T:
        for l in labels:
            for a,b in x.gold[l]:
                if b-a<=8: marked[l][' '.join(x.keys[a:b])]+=1
    lens=defaultdict(set)
    allk=set().union(*marked.values())
    for k in allk: p=k.split(' '); lens[p[0]].add(len(p))
    seen=Counter()
    for x in T:
        for a,k in enumerate(x.keys):
            for n in lens.get(k,()):
                kk=' '.join(x.keys[a:a+n])
                if a+n<=len(x.keys) and kk in allk: seen[kk]+=1
    return marked,seen,lens
def dict_finds(x,D,label):
    marked,seen,lens=D
    r={}
    for a,k in enumerate(x.keys):
        for n in lens.get(k,()):
            kk=' '.join(x.keys[a:a+n])
            if a+n<=len(x.keys) and marked[label].get(kk): r[(a,a+n)]=(marked[label][kk],seen[kk])
    return r
def relevance(T):
    y=[bool(x.d['spans']) for x in T]
    if min(sum(y),len(y)-sum(y))<5: return lambda xs: np.zeros(len(xs))
    m=make_pipeline(CountVectorizer(ngram_range=(1,2),min_df=2),TfidfTransformer(sublinear_tf=True),LogisticRegression(C=10,class_weight='balanced'))
    m.fit([x.d['text'] for x in T],y); return lambda xs: m.decision_function([x.d['text'] for x in xs]) if xs else np.zeros(0)
def lg(p): p=min(max(p,1e-4),1-1e-4); return math.log(p/(1-p))
def candidates(x,models,D,labels,temp,rel,thr=0.03):
    raw={}
    for l in labels:
        em=emissions(x.seqs,models[l][0],models[l][1])
        raw[l]={(a,b):v for a,b,v in spans(em,x.lens,models[l][2],temp,thr=thr)}
    rows={}
    for l in labels:
        df=dict_finds(x,D,l); kn=x.known[l]
        places=set(raw[l])|set(df)|set(kn)
        # all occurrences of keys
        bykey=defaultdict(list)
        for a,b in places: bykey[' '.join(x.keys[a:b])].append((a,b))
        sento=defaultdict(float); sents_=defaultdict(float)
        for o in labels:
            for (a,b),v in raw[o].items():
                q=int(x.sid[a]); 
                if o!=l: sento[q]=max(sento[q],v)
                else: sents_[q]+=v
        R=[]
        dens=sum(raw[l].values())
        tokbest=defaultdict(float)
        for (a,b),v in raw[l].items():
            for t in range(a,b): tokbest[t]=max(tokbest[t],v)
        for key,ps in bykey.items():
            vals=[raw[l].get(p,0) for p in ps]
            for p,v in zip(ps,vals):
                rest=[u for q,u in zip(ps,vals) if q!=p]
                m,s=df.get(p,(0,0)); src=kn.get(p)
                over=max([u for q,u in raw[l].items() if q!=p and q[0]<p[1] and p[0]<q[1]],default=0)
                contains=max([u for q,u in raw[l].items() if q!=p and q[0]<=p[0] and p[1]<=q[1]],default=0)
                oth=max([raw[o].get(p,0) for o in labels if o!=l],default=0)
                f=[lg(v), lg(max(rest)) if rest else lg(v), lg(sum(vals)/len(vals)), math.log1p(len(rest)), v, (sum(rest)/len(rest)) if rest else 0, float(bool(rest)),
                   (m+.5)/(s+1.5) if s else 0.3, math.log1p(m), float(s>0), (src=='gazetteer'),(src=='pattern'),(src=='casualties'), float(p in df and m/s>=.5), lg(over), contains, oth, p[1]-p[0]==1, min(p[1]-p[0],8)/8, rel, max(rel,0),min(rel,0), math.log1p(dens), math.log1p(x.pos_sent[p[0]]) , float(x.kcount[key.split(' ')[0]]>1), sento[int(x.sid[p[0]])], lg(sento[int(x.sid[p[0]])]), sents_[int(x.sid[p[0]])]-v, max(sento[int(x.sid[p[0]])-1],sento[int(x.sid[p[0]])+1])]
                R.append((p,f))
        rows[l]=R
    return rows
def enrich(xs):
    for x in xs:
        x.pos_sent=x.sid; x.kcount=Counter(x.keys)
def stage(T,Test,labels,algo,params,temp,keep=1.0,K=3,verbose=True,grp=None):
    """returns predictions for Test: label->list per doc of (place,prob2,prob1)"""
    idx=np.random.RandomState(0).permutation(len(T)); folds=np.array_split(idx,K)
    oof={l:[] for l in labels}; t0=time.time()
    for f in folds:
        fs=set(f); ins=[T[i] for i in range(len(T)) if i not in fs]; outs=[T[i] for i in f]
        M={l:train_crf(ins,l,algo,params,keep) for l in labels}; D=dictionary(ins,labels); rel=relevance(ins)(outs)
        for x,r in zip(outs,rel):
            for l,R in candidates(x,M,D,labels,temp,r).items(): oof[l]+=[(f_,p in x.gold[l]) for p,f_ in R]
    t1=time.time()
    M={l:train_crf(T,l,algo,params,keep) for l in labels}; D=dictionary(T,labels); rel=relevance(T)(Test)
    t2=time.time()
    pred={l:[None]*len(Test) for l in labels}; C=[candidates(x,M,D,labels,temp,r) for x,r in zip(Test,rel)]
    if verbose: print('   oof %.1f final %.1f pred %.1f'%(t1-t0,t2-t1,time.time()-t2))
    return oof,C
from sklearn.preprocessing import StandardScaler
from sklearn.ensemble import HistGradientBoostingClassifier
def rerank(oof,C,labels,kind='lr'):
    pred={l:[] for l in labels}
    for l in labels:
        X=np.array([f for f,_ in oof[l]],float); y=np.array([t for _,t in oof[l]])
        if kind=='base' or y.sum()<5: fn=lambda Z: Z[:,4]
        elif kind=='lr': m=make_pipeline(StandardScaler(),LogisticRegression(C=.1,max_iter=500)).fit(X,y); fn=lambda Z: m.predict_proba(Z)[:,1]
        else: m=HistGradientBoostingClassifier(max_iter=80,learning_rate=.06,max_leaf_nodes=8,min_samples_leaf=20,l2_regularization=1).fit(X,y); fn=lambda Z: m.predict_proba(Z)[:,1]
        for rows in C:
            R=rows[l]
            if not R: pred[l].append([]); continue
            p=fn(np.array([f for _,f in R],float)); pred[l].append([(*pl,v) for (pl,_),v in zip(R,p)])
    return pred
def ev(Test,preds,labels,only=None):
    rows=[];G=0
    for l in labels:
        for x,c in zip(Test,preds[l]):
            if only and not x.d['spans']: continue
            g=x.gold[l]; G+=len(g); taken=[]
            for a,b,v in sorted(c,key=lambda c:-c[2]):
                if v>.02 and all(b<=s or a>=e for s,e in taken): taken.append((a,b)); rows.append((v,(a,b) in g))
    rows.sort(reverse=True); v=np.array([r[0] for r in rows]);y=np.array([r[1] for r in rows])
    tp=y.cumsum(); f=2*tp/(np.arange(1,len(y)+1)+G); k=f.argmax(); prec=tp/np.arange(1,len(y)+1)
    # expected-F1 threshold from probs
    exp=2*np.cumsum(v)/(np.arange(1,len(v)+1)+v.sum()); th=exp.max()/2; k2=max(np.searchsorted(-v,-th)-1,0)
    k6=max(np.searchsorted(-v,-.6)-1,0)
    return f'bestF {f[k]:.3f}@{v[k]:.2f} P{prec[k]:.2f} R{tp[k]/G:.2f} | expF {f[k2]:.3f}@{th:.2f} | ap {(prec*y).sum()/G:.3f} | >=.6: P{prec[k6]:.2f} R{tp[k6]/G:.2f} | r@p.6 {max([tp[i]/G for i in range(len(y)) if prec[i]>=.6],default=0):.2f}'
def select(c,thr=.02):
    taken=[]; r=[]
    for a,b,v in sorted(c,key=lambda c:-c[2]):
        if v>thr and all(b<=s or a>=e for s,e in taken): taken.append((a,b)); r.append((a,b,v))
    return r
from sklearn.isotonic import IsotonicRegression
def two_step(oof_docs,C,labels,kind,cal='iso'):
    """oof_docs: list of (doc, rows) ; selection then calibration"""
    pred={l:[] for l in labels}
    for l in labels:
        X=np.array([f for x,rows in oof_docs for p,f in rows[l]],float); y=np.array([p in x.gold[l] for x,rows in oof_docs for p,f in rows[l]])
        if kind=='base' or y.sum()<5: fn=lambda Z: Z[:,4]
        elif kind=='lr': m=make_pipeline(StandardScaler(),LogisticRegression(C=.1,max_iter=500)).fit(X,y); fn=lambda Z: m.predict_proba(Z)[:,1]
        elif kind=='hgb': m=HistGradientBoostingClassifier(max_iter=80,learning_rate=.06,max_leaf_nodes=8,min_samples_leaf=20,l2_regularization=1).fit(X,y); fn=lambda Z: m.predict_proba(Z)[:,1]
        def sel(rows): 
            R=rows[l]
            if not R: return []
            p=fn(np.array([f for _,f in R],float)); return select([(*pl,v) for (pl,_),v in zip(R,p)])
        S=[(v,(a,b) in x.gold[l]) for x,rows in oof_docs for a,b,v in sel(rows)]
        v=np.array([s[0] for s in S]);t=np.array([s[1] for s in S],float)
        if len(t)<20 or t.sum()<5: g=lambda u:u
        elif cal=='iso':
            iso=IsotonicRegression(out_of_bounds='clip',y_min=0,y_max=1).fit(v,t); g=lambda u: iso.predict(u)*(1-1e-3)+1e-3*u
        else:
            pl=LogisticRegression(C=100).fit(np.log(v/(1-v+1e-6))[:,None],t); g=lambda u: pl.predict_proba(np.log(u/(1-u+1e-6))[:,None])[:,1]
        for rows in C:
            s=sel(rows)
            pred[l].append([(a,b,q) for (a,b,_),q in zip(s,g(np.array([x[2] for x in s])))] if s else [])
    return pred
def oof_of(T,labels,algo,params,temp,keep=1.0,K=3):
    idx=np.random.RandomState(0).permutation(len(T)); folds=np.array_split(idx,K); r=[]
    for f in folds:
        fs=set(f); ins=[T[i] for i in range(len(T)) if i not in fs]; outs=[T[i] for i in f]
        M={l:train_crf(ins,l,algo,params,keep) for l in labels}; D=dictionary(ins,labels); rel=relevance(ins)(outs)
        r+=[(x,candidates(x,M,D,labels,temp,q)) for x,q in zip(outs,rel)]
    return r
def final_of(T,Test,labels,algo,params,temp,keep=1.0):
    M={l:train_crf(T,l,algo,params,keep) for l in labels}; D=dictionary(T,labels); rel=relevance(T)(Test)
    return [candidates(x,M,D,labels,temp,r) for x,r in zip(Test,rel)]

def attach(oof_docs,labels,kind,cal='iso'):
    """fit rerank+select+calibrate on oof -> function rows->{l:[(a,b,q,chosen)]}"""
    fns={}
    for l in labels:
        X=np.array([f for x,rows in oof_docs for p,f in rows[l]],float); y=np.array([p in x.gold[l] for x,rows in oof_docs for p,f in rows[l]])
        G=sum(len(x.gold[l]) for x,_ in oof_docs)
        if kind=='base' or y.sum()<5: fn=lambda Z: Z[:,4]
        elif kind=='lr':
            m=make_pipeline(StandardScaler(),LogisticRegression(C=.1,max_iter=500)).fit(X,y); fn=lambda Z,m=m: m.predict_proba(Z)[:,1]
        else:
            m=HistGradientBoostingClassifier(max_iter=60,learning_rate=.06,max_leaf_nodes=6,min_samples_leaf=30,l2_regularization=5).fit(X,y); fn=lambda Z,m=m: m.predict_proba(Z)[:,1]
        def sel(R,fn=fn):
            if not R: return []
            p=fn(np.array([f for _,f in R],float)); return select([(*pl,v) for (pl,_),v in zip(R,p)])
        S=[(v,(a,b) in x.gold[l]) for x,rows in oof_docs for a,b,v in sel(rows[l])]
        v=np.array([s[0] for s in S]);t=np.array([s[1] for s in S],float)
        if len(t)<20 or t.sum()<5: g=lambda u:u; th=.3
        else:
            z=lambda u: np.log(u/(1-u+1e-6))[:,None]
            if cal=='iso':
                iso=IsotonicRegression(out_of_bounds='clip',y_min=0,y_max=1).fit(v,t); g=lambda u,iso=iso: iso.predict(u)*(1-1e-3)+1e-3*u
            else:
                pl=LogisticRegression(C=100).fit(z(v),t); g=lambda u,pl=pl,z=z: pl.predict_proba(z(u))[:,1]
            q=np.sort(g(v))[::-1]; th=(2*q.cumsum()/(np.arange(1,len(q)+1)+G)).max()/2
        fns[l]=(sel,g,th)
    def apply(rows):
        r={}
        for l in labels:
            sel,g,th=fns[l]; s=sel(rows[l])
            r[l]=[(a,b,q,q>=th) for (a,b,_),q in zip(s,g(np.array([x[2] for x in s])))] if s else []
        return r
    return apply,{l:round(float(fns[l][2]),3) for l in labels}
def measure(tests,res,labels,only=False):
    tp=n=G=tp6=n6=0; q=[];t=[]
    for x,r in zip(tests,res):
        if only and not x.d['spans']: continue
        for l in labels:
            G+=len(x.gold[l])
            for a,b,p,c in r[l]:
                ok=(a,b) in x.gold[l]; q.append(p);t.append(ok)
                if c: n+=1; tp+=ok
                if p>=.6: n6+=1; tp6+=ok
    q=np.array(q);t=np.array(t,float); o=np.argsort(-q); tt=t[o].cumsum(); ap=(tt/np.arange(1,len(tt)+1)*t[o]).sum()/G; bf=(2*tt/(np.arange(1,len(tt)+1)+G)).max()
    return f'F {2*tp/(n+G):.3f} (P{tp/max(n,1):.2f} R{tp/G:.2f}) best {bf:.3f} ap {ap:.3f} | >=.6 P{tp6/max(n6,1):.2f} R{tp6/G:.2f} | brier {((q-t)**2).mean():.4f}'
def oof2(T,labels,algo,params,temp,keep=1.0,K=3,neg=1.0):
    idx=np.random.RandomState(0).permutation(len(T)); folds=np.array_split(idx,K); r=[]
    for f in folds:
        fs=set(f); ins=[T[i] for i in range(len(T)) if i not in fs]; outs=[T[i] for i in f]
        sp_=[x for x in ins if x.d['spans']]
        M={l:train_crf(sp_,l,algo,params,keep) for l in labels}; D=dictionary(sp_,labels); rel=relevance(ins)(outs)
        r+=[(x,candidates(x,M,D,labels,temp,q)) for x,q in zip(outs,rel)]
    return r
def final2(T,Test,labels,algo,params,temp,keep=1.0):
    sp_=[x for x in T if x.d['spans']]
    M={l:train_crf(sp_,l,algo,params,keep) for l in labels}; D=dictionary(sp_,labels); rel=relevance(T)(Test)
    return [candidates(x,M,D,labels,temp,r) for x,r in zip(Test,rel)]
