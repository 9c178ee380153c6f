import numpy as np, scipy.sparse as sp, pycrfsuite
T='OBIES'
ALLOW=np.full((5,5),-1e30); 
for a,b in ['OO','OB','OS','BI','BE','II','IE','EO','EB','ES','SO','SB','SS']: ALLOW[T.index(a),T.index(b)]=0
START=np.array([0,0,-1e30,-1e30,0]);END=np.array([0,-1e30,-1e30,0,0])
def weights(tagger):
    info=tagger.info()
    vocab={}; rows=[];cols=[];vals=[]
    for (attr,lab),v in info.state_features.items():
        i=vocab.setdefault(attr,len(vocab)); rows.append(i);cols.append(T.index(lab));vals.append(v)
    W=np.zeros((len(vocab),5)); W[rows,cols]=vals
    A=np.zeros((5,5))
    for (a,b),v in info.transitions.items(): A[T.index(a),T.index(b)]=v
    return vocab,W,A
def lse(x,axis):
    m=x.max(axis=axis,keepdims=True); return (m+np.log(np.exp(x-m).sum(axis=axis,keepdims=True))).squeeze(axis)
def emissions(seqs,vocab,W):
    ind=[];ptr=[0]
    for s in seqs:
        for f in s:
            ind.extend(vocab[x] for x in f if x in vocab); ptr.append(len(ind))
    X=sp.csr_matrix((np.ones(len(ind)),ind,ptr),shape=(len(ptr)-1,len(vocab)))
    return X@W
def spans(em,lens,A,temp=1.0,maxlen=12,thr=0.02):
    """em (n_tokens,5), lens of sequences -> list (first,end,prob) token idx in concatenation"""
    em=em*temp; A=A*temp+ALLOW
    lens=np.array(lens); n=len(lens); off=np.concatenate([[0],np.cumsum(lens)[:-1]]); m=lens.max()
    al=np.full((len(em),5),-1e30); be=np.full((len(em),5),-1e30)
    al[off]=START+em[off]
    order=np.argsort(-lens)
    for t in range(1,m):
        k=np.flatnonzero(lens>t); i=off[k]+t
        al[i]=em[i]+lse(al[i-1][:,:,None]+A[None],1)
    last=off+lens-1; be[last]=END
    for t in range(1,m):
        k=np.flatnonzero(lens>t); i=last[k]-t
        be[i]=lse(A[None]+(em[i+1]+be[i+1])[:,None,:],2)
    Z=lse(al[last]+END,1); Zt=np.repeat(Z,lens)
    endof=np.repeat(last,lens)
    res=[]
    p=np.exp(al[:,4]+be[:,4]-Zt)
    k=np.flatnonzero(p>thr); res+= [(i,i+1,p[i]) for i in k]
    idx=np.arange(len(em)); run=al[:,1].copy(); st=1
    alive=idx[np.exp(al[:,1]+be[:,1]-Zt)>thr]; r=al[alive,1]
    for L in range(1,maxlen):
        ok=alive+L<=endof[alive]; alive=alive[ok]; r=r[ok]
        if not len(alive): break
        e=alive+L
        q=np.exp(r+A[st,3]+em[e,3]+be[e,3]-Zt[alive])
        for i,j,v in zip(alive[q>thr],e[q>thr],q[q>thr]): res.append((i,j+1,v))
        r=r+A[st,2]+em[e,2]
        keep=np.exp(r+be[e,2]-Zt[alive])>thr
        alive=alive[keep];r=r[keep]; st=2
    return res
