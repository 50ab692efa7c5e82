/** Written before the engine had read them; no one's visit. */
export const roundG = String.raw`
== family practice, tidy
Doctor: So the A1c came down to 7.1, nice work.
Patient: Thanks. The Trulicity is helping.
Doctor: Good, stay on the Trulicity, 1.5 milligrams once a week.
Doctor: Your kidneys look a little stressed, so I want to cut the metformin down to 500 milligrams twice a day.
Patient: Should I still take the Aleve for my hands?
Doctor: No, I'd stay away from Aleve. Use Tylenol arthritis, 650 milligrams, two tablets every eight hours.
Doctor: And your vitamin D was 22, so start 2000 units of vitamin D3 daily.
-> CONTINUE trulicity 1.5 mg, 1/1wk
-> CHANGE metformin 500 mg, 2/1d
-> STOP aleve
-> START tylenol arthritis (650 mg) 2 tablet, 1/8h
-> START vitamin d3 2000 unit, 1/1d
== croup, ER
[doctor] so this is croup it's that barky cough
[mother] is he gonna be okay
[doctor] yeah we gave him a dose of dexamethasone by mouth that lasts a couple of days
[doctor] at home you can give him tylenol a hundred and sixty milligrams every six hours for fever
[mother] what about cough medicine
[doctor] no i wouldn't use any cough medicine at his age
[doctor] if he's breathing hard at rest come right back we may need to give him epinephrine
-> START tylenol 160 mg, 1/6h
~> dexamethasone
~> epinephrine
== cardiology med titration
Doctor: Blood pressure's 158 over 96. Are you taking everything?
Patient: The valsartan and the chlorthalidone, yes. I quit the amlodipine, my feet swelled.
Doctor: Okay, so we'll leave the amlodipine off. Let's double the valsartan to 320 once daily, keep the chlorthalidone at 25, and add spironolactone 25 in the morning.
Doctor: I want a potassium in two weeks.
Patient: And the Crestor?
Doctor: No changes on the Crestor.
-> CHANGE valsartan 320 ?, 1/1d
-> CONTINUE chlorthalidone 25 ?
-> START spironolactone 25 ?, 1/1d, MORN
-> CONTINUE crestor
-> STOP amlodipine
== insomnia and mood
D: I think we should try mirtazapine. It helps with sleep and appetite.
P: Is it addictive?
D: No. We'd start at fifteen milligrams at bedtime.
P: Okay, let's do it.
D: Great, I'll send that to your pharmacy, thirty tablets with one refill.
D: And let's wean the lorazepam. Half a milligram at bedtime for two weeks, then every other night for two weeks, then stop.
-> START mirtazapine 15 mg, 1/1d, HS, 30 tablet, rf 1
-> CHANGE lorazepam #1 0.5 mg, 1/1d, HS, x 2wk; #2 0.5 mg, 1/2d, NIGHT, x 2wk
== dental abscess
Doctor: That tooth is infected. I'll write for clindamycin, 300 milligrams four times a day for seven days, since you can't take penicillin.
Patient: And for the pain?
Doctor: Ibuprofen 600 every six hours with food, and you can add Tylenol 500 in between.
Patient: Can I get some Vicodin?
Doctor: I'd rather not. If the ibuprofen isn't cutting it, call me and we can talk about a few tramadol.
-> START clindamycin 300 mg, 4/1d, x 7d
-> START ibuprofen 600 ?, 1/6h, C
-> START tylenol 500 ?
~> vicodin
~> tramadol
== discharge summary dictation
Medications at discharge:
1. Aspirin 81 mg daily.
2. Ticagrelor 90 mg twice daily for 12 months.
3. Metoprolol succinate 50 mg daily (new dose).
4. Atorvastatin 80 mg nightly.
5. Nitroglycerin 0.4 mg sublingual every 5 minutes as needed for chest pain, up to 3 doses.
Stopped: ibuprofen, hydrochlorothiazide.
-> START aspirin 81 mg, 1/1d
-> START ticagrelor 90 mg, 2/1d, x 12mo
-> START metoprolol 50 mg, 1/1d
-> START atorvastatin 80 mg, 1/1d, NIGHT
-> START nitroglycerin 0.4 mg, sublingual, 1/5min, prn chest pain, max 3 dose
-> STOP ibuprofen
-> STOP hydrochlorothiazide
== eye clinic
Doctor: Pressures are 24 and 26, higher than I'd like.
Patient: I use the latanoprost every night.
Doctor: Keep that, one drop in both eyes at bedtime, and we'll add timolol, one drop in both eyes in the morning.
Patient: Do I have asthma issues with that?
Doctor: Do you have asthma?
Patient: I use an albuterol inhaler.
Doctor: Then no timolol. Let's use dorzolamide instead, one drop in both eyes twice a day.
-> CONTINUE latanoprost 1 drop, ophthalmic, 1/1d, HS
-> START dorzolamide 1 drop, ophthalmic, 2/1d
~> timolol
`;
