"""expected.py DIR OUT: what Hugging Face transformers (PyTorch, CPU) makes of the checkpoints in DIR.

Writes one OUT/<name>.json a checkpoint: log-mel, encoder output, logits of a fixed prompt (every n-th number, base64 of
little-endian float32), 200 greedy tokens without and with Whisper's token rules, and the token times that transformers'
own median filter and dynamic time warping give from the cross-attention.
"""
import base64
import json
import pathlib
import sys

import numpy as np
import torch
from transformers import WhisperFeatureExtractor, WhisperForConditionalGeneration
from transformers.generation.logits_process import SuppressTokensAtBeginLogitsProcessor, SuppressTokensLogitsProcessor, WhisperTimeStampLogitsProcessor
from transformers.models.whisper.generation_whisper import _dynamic_time_warping, _median_filter

torch.manual_seed(0)
torch.set_num_threads(1)
steps = 200


def sample(array, every):
    flat = np.ascontiguousarray(array, dtype="<f4").reshape(-1)[::every]
    return {"every": every, "shape": list(array.shape), "numbers": base64.b64encode(flat.tobytes()).decode()}


def greedy(model, encoded, prompt, rules):
    tokens, cache, given, margins = list(prompt), None, torch.tensor([prompt]), []
    for _ in range(steps):
        out = model(encoder_outputs=(encoded,), decoder_input_ids=given, past_key_values=cache, use_cache=True)
        cache = out.past_key_values
        scores = out.logits[:, -1]
        for rule in rules:
            scores = rule(torch.tensor([tokens]), scores)
        top = scores[0].topk(2)
        margins.append(float(top.values[0] - top.values[1]))
        tokens.append(int(top.indices[0]))
        if rules and tokens[-1] == model.config.eos_token_id:
            break
        given = torch.tensor([[tokens[-1]]])
    return {"prompt": prompt, "tokens": tokens[len(prompt):], "margin": min(margins)}


def main(source, target):
    target.mkdir(parents=True, exist_ok=True)
    for folder in sorted(path for path in source.iterdir() if path.is_dir()):
        model = WhisperForConditionalGeneration.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
        extractor = WhisperFeatureExtractor.from_pretrained(folder)
        sound = np.fromfile(folder / "sound.f32", dtype="<f4")
        config, generation = model.config, model.generation_config
        with torch.no_grad():
            mel = extractor(sound, sampling_rate=16000, return_tensors="pt").input_features
            encoded = model.model.encoder(mel).last_hidden_state
            english, transcribe = generation.lang_to_id["<|en|>"], generation.task_to_id["transcribe"]
            prompt = [config.decoder_start_token_id, english, transcribe, generation.no_timestamps_token_id]
            fed = prompt + [3 + 5 * at for at in range(36)]
            out = model(encoder_outputs=(encoded,), decoder_input_ids=torch.tensor([fed]), output_attentions=True)
            plain = greedy(model, encoded, prompt, [])
            begin = len(prompt) - 1
            ruled = greedy(model, encoded, prompt[:-1], [
                SuppressTokensLogitsProcessor(generation.suppress_tokens),
                SuppressTokensAtBeginLogitsProcessor(generation.begin_suppress_tokens, begin),
                WhisperTimeStampLogitsProcessor(generation, begin),
            ])
            # Token times: the rows that predict each token of fed after the prompt, over the frames that have sound.
            frames = len(sound) // 320
            weights = torch.stack([out.cross_attentions[layer][0, head] for layer, head in generation.alignment_heads])[:, :, :frames]
            weights = weights / weights.sum(-1, keepdim=True)
            weights = (weights - weights.mean(-2, keepdim=True)) / weights.std(-2, keepdim=True, unbiased=False)
            weights = _median_filter(weights, config.median_filter_width).mean(0)[3:]
            rows, columns = _dynamic_time_warping(-weights.double().numpy())
            jumps = np.pad(np.diff(rows), (1, 0), constant_values=1).astype(bool)
        result = {
            "mel": sample(mel[0].T.numpy(), 97 if config.max_source_positions > 1000 else 23),
            "encoder": sample(encoded[0].numpy(), 29 if config.max_source_positions > 1000 else 7),
            "fed": fed,
            "logits": sample(out.logits[0].numpy(), 31 if config.max_source_positions > 1000 else 11),
            "plain": plain,
            "ruled": ruled,
            "tokenTimes": columns[jumps].tolist(),
        }
        (target / f"{folder.name}.json").write_text(json.dumps(result) + "\n")
        for name in ("plain", "ruled"):
            print(folder.name, name, len(result[name]["tokens"]), "tokens,", len(set(result[name]["tokens"])), "different, margin", result[name]["margin"])


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
