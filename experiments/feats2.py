import re
from feats import shape, doc_tokens
from labeling.core.casualties.people_words import is_people,is_person
from labeling.core.casualties import events as E_
EV=set()
CLASSES={}
def add(c,words):
    for w in words.split(): CLASSES.setdefault(w,c)
add('DET','the a an this that these those each every some any no another other both all several many most such more few half')
add('POS','his her its their our my your whose')
add('PRON','he she it they we i you him them us who whom which what himself itself themselves there someone anyone everyone nobody')
add('PRE','of in on at by for with from to into onto over under between among against during after before near inside outside around through across within without toward towards behind along about above below since until amid despite via as than per off out up down like including')
add('CONJ','and or but nor so yet')
add('SUB','if while when where because although though whether since unless how why')
add('BE','is are was were be been being am')
add('HAVE','has have had having')
add('DO','do does did')
add('MOD','will would can could may might must shall should')
add('NEG','not never')
add('SAY','said says say told added reported stated according announced claimed')
add('NUM','one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands million')
add('ADV','also now then still already just only even very too well here again later earlier today yesterday however meanwhile')
def wclass(l,tok,shouted,first):
    if l in CLASSES: return CLASSES[l]
    if not l[0].isalnum(): return l
    if any(c.isdigit() for c in l): return '0'
    if not shouted and tok[0].isupper() : return 'Cap' if not first else 'Cap1'
    if is_people(l) or is_person(l): return 'PEOPLE'
    for s in ('ing','ed','ly','tion','ment','ity','ness','ance','ence','ism','ists','ers','ist','er','ians','ian','ans','an','al','ic','ive','ous','ful','able','less','ry','or','ors','es','s'):
        if l.endswith(s) and len(l)>len(s)+2: return '-'+s
    return 'w'
def features2(text,gaz,opt=()):
    w,sh,toks,low,hits,sents=doc_tokens(text,gaz)
    opt=set(opt)
    capmid=set(); lowmid=set()
    if not sh:
        for s in sents:
            for k,i in enumerate(s):
                if k and toks[i][0].isupper(): capmid.add(low[i])
                if toks[i][0].islower(): lowmid.add(low[i])
    seqs=[]
    heads={}
    for p in gaz.patterns:
        for h in p.heads+p.bare: heads.setdefault(h.lower().split()[-1],set()).add('hd:'+p.label)
        for m in p.modifiers: heads.setdefault(m.lower().split()[-1],set()).add('md:'+p.label)
    for s in sents:
        n=len(s); L=[low[i] for i in s]
        sentup=all(not c.islower() for i in s for c in toks[i])
        nocase=sh or sentup
        shp=['?' if nocase else shape(toks[i]) for i in s]
        base=[re.sub(r'\d','0',l) for l in L]
        cls=[wclass(l,toks[i],nocase,k==0) for k,(l,i) in enumerate(zip(L,s))]
        B=['<s>','<s>','<s>']+base+['</s>','</s>','</s>']
        SH=['<','<']+shp+['>','>']
        C=['<','<','<']+cls+['>','>','>']
        if 'ev' in opt:
            evs=[q for q in range(n) if base[q] in EV]
            evf=[]
            for q in range(n):
                g=[]
                l_=[e for e in evs if e<q]; r_=[e for e in evs if e>q]
                if l_: g+=['evL','evL=%d'%min(q-l_[-1],8),'evLw='+base[l_[-1]][:5]]
                if r_: g+=['evR','evR=%d'%min(r_[0]-q,8),'evRw='+base[r_[0]][:5]]
                if not evs: g.append('noev')
                evf.append(g)
        out=[]
        for k,i in enumerate(s):
            b=k+3;l=B[b]
            f=['b','w='+l,'w-1='+B[b-1],'w+1='+B[b+1],'w-2='+B[b-2],'w+2='+B[b+2],
               'p='+B[b-1]+'|'+l,'n='+l+'|'+B[b+1]]
            if 'c' not in opt: f.append('c='+B[b-1]+'|'+B[b+1])
            if 'w3' in opt: f+=['w-3='+B[b-3],'w+3='+B[b+3]]
            if l.isalpha():
                for m in (2,3,4):
                    if len(l)>m: f.append('s%d='%m+l[-m:])
                if len(l)>3: f.append('p3='+l[:3])
                if len(l)>4: f.append('p4='+l[:4])
                f.append('s-1='+B[b-1][-3:]); f.append('s+1='+B[b+1][-3:])
            if not nocase:
                b2=k+2
                f+=['h='+SH[b2],'h-1='+SH[b2-1],'h+1='+SH[b2+1],'hh='+SH[b2-1]+SH[b2],'hn='+SH[b2]+SH[b2+1]]
                if toks[i][0].isupper():
                    if k==0: f.append('init:'+('cap' if L[k] in capmid else 'low' if L[k] in lowmid else '?'))
                    else: f.append('cap')
            if 'cls' in opt:
                f+=['C='+C[b],'C-1='+C[b-1],'C+1='+C[b+1],'C-10='+C[b-1]+C[b],'C01='+C[b]+C[b+1],'C-101='+C[b-1]+C[b]+C[b+1],'C-2-10='+C[b-2]+C[b-1]+C[b],'C012='+C[b]+C[b+1]+C[b+2],'Cw='+C[b-1]+l,'wC='+l+C[b+1]]
            if 'cls2' in opt: f+=['C-2='+C[b-2],'C+2='+C[b+2],'C-2..2='+''.join(C[b-2:b+3])]
            if 'np' in opt:
                # distance to determiner to left / preposition right within np
                j=k
                while j>0 and C[3+j-1] not in ('PRE','CONJ','BE','HAVE','SAY','MOD','PRON','SUB',',','.') and k-j<6: j-=1
                f.append('npL=%d'%(k-j)); f.append('npl='+C[3+j-1]+'|'+C[3+j])
                j=k
                while j<n-1 and C[3+j+1] not in ('PRE','CONJ','BE','HAVE','SAY','MOD','PRON','SUB','DET','POS',',','.') and j-k<6: j+=1
                f.append('npR=%d'%(j-k)); f.append('nph='+B[3+j]); f.append('nphs='+B[3+j][-3:])
                f.append('nphC='+C[3+j]+'|'+C[3+min(j+1,n)])
                if is_people(L[j]) or is_person(L[j]): f.append('nphP')
                # verb near
            if 'gov' in opt:
                j=k
                while j>0 and C[3+j-1] not in ('PRE','CONJ','BE','HAVE','SAY','MOD','PRON','SUB',',','.','-ed') and k-j<6: j-=1
                f.append('gl='+B[3+j-1]); f.append('gl2='+B[3+j-2]+'|'+B[3+j-1])
                j=k
                while j<n-1 and C[3+j+1] not in ('PRE','CONJ','BE','HAVE','SAY','MOD','PRON','SUB','DET','POS',',','.','-ed') and j-k<6: j+=1
                f.append('gr='+B[3+j+1]); f.append('gr2='+B[3+j+1]+'|'+B[3+min(j+2,n+1)])
            if 'win' in opt:
                for q in range(max(0,k-6),min(n,k+7)):
                    if cls[q][0]=='-' or cls[q]=='w' or cls[q]=='SAY':
                        f.append(('L:' if q<k else 'R:')+base[q][:6]) if q!=k else 0
            if 'ev' in opt:
                f+=evf[k]
            if 'lex' in opt:
                f+=sorted(heads.get(l,()))
                if is_people(l): f.append('people')
                if is_person(l): f.append('person')
                if k+1<n: f+=['+1'+x for x in sorted(heads.get(L[k+1],()))]
                if k: f+=['-1'+x for x in sorted(heads.get(L[k-1],()))]
            for h in hits[i]: f.append(h)
            if k>0:
                for h in hits[s[k-1]]: f.append('-1'+h)
            if k+1<n:
                for h in hits[s[k+1]]: f.append('+1'+h)
            out.append(f)
        seqs.append(out)
    return w,sents,seqs
import labeling.core.casualties.words as W_
for nm in ('KILLED','WOUNDED','GERUNDS','STATES','NOUNS','VERBS','PASSIVE_ONLY'):
    v=getattr(W_,nm)
    EV.update(v if not isinstance(v,dict) else v.keys())
import tomllib
EV.update(k for k in tomllib.load(open('/tmp/h/crf/seeds/scheme.toml','rb'))['question'][0]['keywords'] if ' ' not in k)
