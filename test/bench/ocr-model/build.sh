#!/bin/bash
# The recognition model, made again: bash test/bench/ocr-model/build.sh FOLDER ORIGINAL.traineddata
# ORIGINAL is `vie` of tessdata_fast 4.1.0 (sha256 79df64ca…d5bfa1). Needs Tesseract's training tools 5.3, Node 24 and npm packages.
# About half an hour on one core. FOLDER/made/vie.traineddata is the model; the same arguments give the same bytes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1" && cp "$2" "$1/original.traineddata" && cd "$1"
export OMP_THREAD_LIMIT=1 LC_ALL=C.UTF-8

# 1. faces and texts
[ -f package.json ] || echo '{"private":true}' > package.json
npm install --no-audit --no-fund --ignore-scripts --save-exact \
  $(for face in afacad@0.4.1 arimo@0.4.3 be-vietnam-pro@0.4.1 comfortaa@0.4.2 cousine@0.4.3 crimson-pro@0.4.2 eb-garamond@0.4.3 \
    ibm-plex-serif@0.4.1 inter@0.4.2 josefin-sans@0.4.2 league-spartan@0.4.2 lexend@0.4.1 lora@0.4.2 merriweather@0.4.2 \
    montserrat@0.4.2 montserrat-alternates@0.4.1 mulish@0.4.2 noto-sans@0.4.2 noto-serif@0.4.2 nunito@0.4.2 open-sans@0.4.2 \
    public-sans@0.4.2 questrial@0.4.1 quicksand@0.4.1 roboto@0.4.3 roboto-condensed@0.4.2 source-sans-3@0.4.1 \
    source-serif-4@0.4.1 tinos@0.4.2; do echo "@expo-google-fonts/$face"; done) \
  emojibase-data@17.0.0 cldr-localenames-full@48.2.0 cldr-annotations-full@48.2.0 i18n-iso-countries@7.14.0 \
  tinymce-i18n@26.9.21 @uppy/locales@5.2.0 element-plus@2.14.8 zod@4.6.7
mkdir -p texts
cp node_modules/cldr-localenames-full/main/vi/{languages,localeDisplayNames,scripts,territories,variants}.json texts/
cp node_modules/cldr-annotations-full/annotations/vi/annotations.json texts/
cp node_modules/emojibase-data/vi/data.json texts/emoji.json
cp node_modules/i18n-iso-countries/langs/vi.json texts/countries.json
cp node_modules/tinymce-i18n/langs7/vi.js texts/tinymce.js
cp node_modules/@uppy/locales/lib/vi_VN.js texts/uppy.js
cp node_modules/element-plus/es/locale/lang/vi.mjs texts/element-plus.mjs
cp node_modules/zod/v4/locales/vi.js texts/zod.js

# 2. the original with weights as floats
mkdir -p original float made
combine_tessdata -u original.traineddata original/vie.
dawg2wordlist original/vie.lstm-unicharset original/vie.lstm-word-dawg words.txt
cp original/vie.* float/
node "$here/float-weights.ts" original/vie.lstm float/vie.lstm
combine_tessdata float/vie.

# 3. lines
draw() {
  node "$here/draw-lines.ts" --fonts node_modules --texts texts --words words.txt --unicharset original/vie.lstm-unicharset "$@"
}
draw --set training --lines 8000 --seed sohoa-ocr-model-1 --out train1
draw --set training --lines 8000 --seed sohoa-ocr-model-2 --out train2
draw --set choosing --lines 1100 --out choose
draw --set judging --lines 600 --out judge
ls train1/*.lstmf train2/*.lstmf | shuf --random-source=<(yes) > train.txt

# 4. training, ever more slowly
train() { # from, to, rate, iterations
  mkdir -p "$2"
  lstmtraining --continue_from "$1" --traineddata float/vie.traineddata --model_output "$2/m" --train_listfile train.txt \
    --reset_learning_rate --learning_rate "$3" --max_iterations "$4" > "$2.log" 2>&1
}
train float/vie.lstm stage1 0.0003 5600
train stage1/m_checkpoint stage2 0.0001 5200
train stage2/m_checkpoint stage3 0.00002 2100

# 5. seven tenths of the way from the original's weights to the trained ones, and integers again
lstmtraining --stop_training --continue_from stage3/m_checkpoint --traineddata float/vie.traineddata --model_output trained.traineddata
mkdir -p trained blended
combine_tessdata -u trained.traineddata trained/vie.
node "$here/blend-weights.ts" float/vie.lstm trained/vie.lstm 0.7 blended/vie.lstm
lstmtraining --stop_training --convert_to_int --continue_from blended/vie.lstm --traineddata float/vie.traineddata \
  --model_output made/vie.traineddata
sha256sum made/vie.traineddata

# 6. what it reads of lines, before and after: 1- faces with an "a" of one storey, 2- of two
for model in original/vie.lstm stage3/m_checkpoint blended/vie.lstm; do
  for lines in choose/1- choose/2- judge/1-; do
    echo "$model $lines"
    ls "$lines"*.lstmf > list.txt
    lstmeval --model "$model" --traineddata float/vie.traineddata --eval_listfile list.txt --verbosity 2 2>&1 | node "$here/score-lines.ts"
  done
done
