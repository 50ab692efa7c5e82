#!/bin/sh
# Voices consultation.txt into consultation.ogg.
# Needs flite, sox and ffmpeg (Debian: apt-get install flite sox ffmpeg).
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
sox -n -r 16000 -b 16 -c 1 "$work/pause.wav" trim 0 0.6
count=100
while IFS= read -r line; do
  case "$line" in Doctor:*) voice=rms ;; *) voice=slt ;; esac
  flite -voice $voice -t "${line#*: }" -o "$work/$count.wav"
  cp "$work/pause.wav" "$work/$count-pause.wav"
  count=$((count + 1))
done < consultation.txt
sox "$work"/1*.wav "$work/all.wav"
ffmpeg -loglevel error -y -i "$work/all.wav" -c:a libopus -b:a 32k -page_duration 200000 -map_metadata -1 -fflags +bitexact consultation.ogg
