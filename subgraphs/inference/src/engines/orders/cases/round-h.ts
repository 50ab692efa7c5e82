/** Written before the engine had read them; no one's visit. */
export const roundH = String.raw`
== thyroid
[doctor] okay so your thyroid's a little underactive still so i'm gonna go up on the levothyroxine from eighty eight to a hundred micrograms every morning on an empty stomach
[patient] and i ran out of the fluticasone
[doctor] i'll refill that two sprays each side once a day
[doctor] and stop the biotin a few days before your next blood draw it messes with the test
-> CHANGE levothyroxine 100 mcg, 1/1d, MORN
-> CONTINUE fluticasone 2 spray, 1/1d
-> STOP biotin
== bladder
Doctor: I'm going to prescribe nitrofurantoin, 100 milligrams, one capsule twice a day for five days. Drink plenty of water.
Patient: Last time Cipro worked great.
Doctor: We try to save Cipro for more serious infections. Pyridium, 200 milligrams three times a day for two days, will help the burning.
Doctor: If the culture shows resistance, I'd switch you to fosfomycin.
-> START nitrofurantoin (100 mg) 1 capsule, 2/1d, x 5d
-> START pyridium 200 mg, 3/1d, x 2d
~> cipro
~> fosfomycin
== pressure and heartburn
D: Continue your losartan 100 and amlodipine 10. Your pressure is perfect.
P: Can I come off one of them?
D: Not yet. If you lose another ten pounds we could try stopping the amlodipine.
D: For the heartburn, famotidine 20 twice a day as needed.
-> CONTINUE losartan 100 ?
-> CONTINUE amlodipine 10 ?
-> START famotidine 20 ?, 2/1d, prn
== dictated, numbered
Plan: 1) Asthma exacerbation: prednisone 50 mg daily x 5 days, increase Symbicort to 2 puffs BID, albuterol q4h prn. 2) GERD: continue omeprazole 40 mg daily. 3) Depression: taper off paroxetine, start sertraline 50 mg daily. 4) Allergic rhinitis: d/c loratadine, start fexofenadine 180 mg daily.
-> START prednisone 50 mg, 1/1d, x 5d
-> CHANGE symbicort 2 puff, inhalation, 2/1d
-> START albuterol 1/4h, prn
-> CONTINUE omeprazole 40 mg, 1/1d
-> STOP paroxetine
-> START sertraline 50 mg, 1/1d
-> STOP loratadine
-> START fexofenadine 180 mg, 1/1d
== basal insulin
Doctor: How many units of Basaglar are you taking?
Patient: Eighteen.
Doctor: Let's go to twenty-two. And when your sugar is under eighty, skip the Humalog for that meal.
Doctor: I'd also think about Jardiance down the line, for your heart.
-> CHANGE basaglar 22 ?
~> jardiance
~> humalog
== skin
Dr. Lee: The biopsy is benign. For the itching, use the triamcinolone cream twice a day for ten days, and Sarna lotion as needed.
Dr. Lee: Keep taking the doxycycline, 100 milligrams twice a day, for another month.
Patient: It upsets my stomach.
Dr. Lee: Take it with food, then. And no more tanning beds.
-> START triamcinolone topical, 2/1d, x 10d
-> CONTINUE doxycycline 100 mg, 2/1d, C, x 1mo
`;
