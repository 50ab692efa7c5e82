/**
 * What the child process runs: `python -u -c <script>`. One JSON line each way; a request's line is followed by its sound,
 * 16 kHz 16-bit little-endian mono. No sound and no word of it is ever written anywhere else.
 *
 *   -> {"words": {"lisinopril": ["L AY S IH N AH P R IH L"], "bedtime": []}, "phrases": ["twice a day"]}     once
 *   <- {"ready": "5.1.1"}
 *   -> {"id": 7, "bytes": 64000} + 64000 bytes
 *   <- {"id": 7, "words": [["good", 21, 34, 0.43], …]}                            word, first and last frame (10 ms), posterior
 *
 * Words of the clinic's vocabulary get an entry of their own, `<word>_`, since the general language model lacks most
 * drugs and finds the rest too rare; beside the dictionary's pronunciations, which are kept. A phrase is one entry too,
 * `twice_a_day_`, and is answered as its words, its time shared out evenly.
 */
export const decoderScript = String.raw`
import json, os, re, sys
try:
    import pocketsphinx
    from importlib.metadata import version
except Exception as error:
    print(json.dumps({"unavailable": type(error).__name__}), flush=True)
    sys.exit(3)
if hasattr(os, "nice"):
    os.nice(5)
source, sink = sys.stdin.buffer, sys.stdout
decoder = pocketsphinx.Decoder(loglevel="FATAL", lw=6.0)
lm = decoder.get_lm("_default")
vocabulary = json.loads(source.readline())
for word, given in vocabulary["words"].items():
    phones = []
    for at in range(1, 9):
        known = decoder.lookup_word(word if at == 1 else "%s(%d)" % (word, at))
        if known is None:
            break
        phones.append(known)
    phones += [one for one in given if one not in phones]
    for at, one in enumerate(phones):
        decoder.add_word(word + "_" if at == 0 else "%s_(%d)" % (word, at + 1), one, False)
    if phones:
        lm.add_word(word + "_", 1.0)
for phrase in vocabulary["phrases"]:
    phones = [decoder.lookup_word(word) for word in phrase.split()]
    if None in phones:
        continue
    entry = phrase.replace(" ", "_") + "_"
    decoder.add_word(entry, " ".join(phones), False)
    lm.add_word(entry, 1.0)
decoder.add_lm("clinic", lm)
decoder.activate_search("clinic")
print(json.dumps({"ready": version("pocketsphinx")}), flush=True)
while True:
    line = source.readline()
    if not line:
        break
    request = json.loads(line)
    pcm = source.read(request["bytes"])
    if len(pcm) < request["bytes"]:
        break
    decoder.start_utt()
    decoder.process_raw(pcm, full_utt=True)
    decoder.end_utt()
    words = []
    if decoder.hyp() is not None:
        for seg in decoder.seg():
            if seg.word[0] in "<[+":
                continue
            parts = re.sub(r"_?(\(\d+\))?$", "", seg.word).split("_")
            frames = (seg.end_frame + 1 - seg.start_frame) / len(parts)
            for at, part in enumerate(parts):
                start = seg.start_frame + int(at * frames)
                end = seg.start_frame + int((at + 1) * frames) - 1
                words.append([part, start, end, round(min(1.0, max(0.0, seg.prob)), 4)])
    print(json.dumps({"id": request["id"], "words": words}), flush=True)
`;
