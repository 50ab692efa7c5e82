/** Written before the engine had read them; no one's visit. */
export const roundB = String.raw`
== heart failure, asr
[doctor] alright mister green so your weight is up six pounds since last time and your legs are swollen
[patient] yeah i can barely get my shoes on
[doctor] yeah so what i'm thinking is we double your lasix for the next five days so that's eighty in the morning instead of forty and then go back to forty
[doctor] and i want you to take an extra potassium pill while you're doing that so twenty milliequivalents twice a day instead of once
[patient] okay
[doctor] the metoprolol succinate you're on a hundred right
[patient] yes
[doctor] okay we'll leave that alone
[doctor] and the losartan i'd like to switch you over to entresto twenty four twenty six one tablet twice a day so stop the losartan two days before you start
-> CHANGE lasix #1 80 ?, 1/1d, MORN, x 5d; #2 40 ?
-> CHANGE potassium 20 mEq, 2/1d
-> CONTINUE metoprolol 100 ?
-> START entresto (24/26) 1 tablet, 2/1d
-> STOP losartan
== strep, kid, tidy
Doctor: The rapid strep is positive.
Mother: Oh no. He had it in the fall too.
Doctor: We'll treat it. Is he allergic to any medicines?
Mother: Not that I know of.
Doctor: I'll send in amoxicillin suspension, 400 mg per 5 mL. He should take 10 mL by mouth once daily for 10 days.
Doctor: For the fever and throat pain, you can give him acetaminophen, 320 mg every 6 hours as needed.
Mother: Can I give him Motrin too?
Doctor: Yes, 200 mg every 8 hours with food is fine.
Mother: And should he keep taking his Claritin?
Doctor: Yes, he can keep taking that.
-> START amoxicillin (400 mg/5 mL) 10 mL, oral, 1/1d, x 10d
-> START acetaminophen 320 mg, 1/6h, prn
-> START motrin 200 mg, 1/8h, C
-> CONTINUE claritin
== depression telehealth
Dr. Patel: How are you doing on the Lexapro?
Patient: A little better. I'm taking ten milligrams.
Dr. Patel: Any side effects?
Patient: Just some nausea at first.
Dr. Patel: I think we should increase it to twenty milligrams daily. I'll send a new prescription, thirty tablets with two refills.
Patient: Okay. I'm still not sleeping.
Dr. Patel: We can add trazodone, fifty milligrams at bedtime as needed for sleep.
Patient: My friend takes Ambien and she loves it.
Dr. Patel: I'd like to avoid Ambien for you. Try the trazodone first. If it's not enough we can go to a hundred.
Patient: What about my Wellbutrin?
Dr. Patel: Keep the Wellbutrin XL at three hundred in the morning.
-> CHANGE lexapro 20 mg, 1/1d, 30 tablet, rf 2
-> START trazodone 50 mg, 1/1d, HS, prn sleep
-> CONTINUE wellbutrin 300 ?, 1/1d, MORN
~> ambien
== copd exacerbation
D: You've got a COPD flare.
P: I figured.
D: So, prednisone forty milligrams a day for five days. Doxycycline a hundred milligrams twice a day for seven days. Keep using your Trelegy one puff a day, and use the nebulizer, the DuoNeb, every four hours while you're awake for the next two days, then as needed.
P: Last time they gave me Levaquin.
D: I'd rather not use that one, with your tendons.
D: I'm also going to get you a prescription for nicotine gum, two milligrams, one piece every one to two hours as needed for cravings.
-> START prednisone 40 mg, 1/1d, x 5d
-> START doxycycline 100 mg, 2/1d, x 7d
-> CONTINUE trelegy 1 puff, inhalation, 1/1d
-> START duoneb #1 1/4h, x 2d; #2 prn
-> START nicotine (2 mg) 1 gum, 1/1-2h, prn cravings
~> levaquin
== hypothyroid lab call
Doctor: Your TSH came back at nine, so we need to go up on your thyroid medicine.
Patient: I'm on fifty of levothyroxine.
Doctor: Right. Let's bump it to seventy-five micrograms, on an empty stomach every morning, and recheck in six weeks.
Patient: And my vitamin D?
Doctor: Your vitamin D is low at eighteen. Take two thousand units of vitamin D3 a day.
Patient: Do I need iron?
Doctor: No, your iron is fine.
-> CHANGE levothyroxine 75 mcg, 1/1d, MORN
-> START vitamin d3 2000 unit, 1/1d
== dermatology acne
[doctor] so for the acne i wanna start you on adapalene zero point one percent gel just a pea sized amount at night
[doctor] and benzoyl peroxide wash in the morning
[patient] what about pills
[doctor] we can do doxycycline a hundred milligrams twice a day for three months that should calm things down
[patient] somebody told me about accutane
[doctor] yeah accutane is an option if this doesn't work but we're not there yet
-> START adapalene (0.1 %) topical, 1/1d, NIGHT
-> START benzoyl peroxide 1/1d, MORN
-> START doxycycline 100 mg, 2/1d, x 3mo
~> accutane
== rheumatology
Doctor: Your joints are still swollen, so I'm not happy with where we are.
Patient: Me neither.
Doctor: You're on methotrexate fifteen milligrams once a week?
Patient: Yes, on Sundays.
Doctor: Let's go to twenty milligrams once a week. Folic acid, one milligram daily, stay on that.
Doctor: And prednisone, we'll do a short taper: twenty milligrams for one week, fifteen for one week, ten for one week, then five for one week and off.
Doctor: If you're not better in three months, the next step would be Humira.
-> CHANGE methotrexate 20 mg, 1/1wk
-> CONTINUE folic acid 1 mg, 1/1d
-> START prednisone #1 20 mg, x 1wk; #2 15 mg, x 1wk; #3 10 mg, x 1wk; #4 5 mg, x 1wk
~> humira
== urgent care back pain
Doctor: It's a muscle strain. Are you taking anything for it?
Patient: Just some Aleve, two in the morning.
Doctor: Okay. Instead of the Aleve I'm going to put you on naproxen 500, one tablet twice a day with food, for ten days.
Doctor: Also tizanidine, four milligrams at bedtime. That one will make you drowsy so don't drive.
Doctor: I'm not going to give you opioids for this.
Doctor: A lidocaine patch is also good, one patch twelve hours on and twelve hours off.
-> STOP aleve
-> START naproxen (500) 1 tablet, 2/1d, C, x 10d
-> START tizanidine 4 mg, 1/1d, HS
-> START lidocaine 1 patch, transdermal
== dictation, discharge medication list
Discharge medications.
Apixaban 5 mg by mouth twice daily, new.
Metoprolol tartrate 25 mg twice daily, increased from 12.5 mg.
Atorvastatin 80 mg at bedtime, continue.
Lisinopril 10 mg, held until follow-up.
Hydrochlorothiazide discontinued.
Furosemide 40 mg daily for 3 days, then as needed for weight gain.
-> START apixaban 5 mg, oral, 2/1d
-> CHANGE metoprolol 25 mg, 2/1d
-> CONTINUE atorvastatin 80 mg, 1/1d, HS
-> HOLD lisinopril 10 mg
-> STOP hydrochlorothiazide
-> START furosemide #1 40 mg, 1/1d, x 3d; #2 40 mg, prn weight gain
== refill line
Nurse: Walgreens is asking about Mr. Diaz's gabapentin, he's out.
Doctor: He takes three hundred three times a day. Go ahead and refill that for ninety days, no refills.
Nurse: And his tadalafil?
Doctor: Ten tablets, twenty milligrams, as needed, two refills.
Nurse: He also says the lisinopril gives him a cough.
Doctor: Then stop the lisinopril and send in losartan, fifty a day, number thirty, three refills.
-> CONTINUE gabapentin 300 ?, 3/1d, 90 day supply, rf 0
-> CONTINUE tadalafil 20 mg, prn, 10 tablet, rf 2
-> STOP lisinopril
-> START losartan 50 ?, 1/1d, 30 ?, rf 3
== migraine, hypotheticals
[doctor] there's a bunch of different options for prevention some folks do well on propranolol others on topamax
[patient] which one would you pick
[doctor] i'd probably go with topamax we'd start at twenty five milligrams at night and go up by twenty five every week until you're at a hundred
[patient] i have kidney stones
[doctor] oh then no not topamax then let's do propranolol forty milligrams twice a day
[doctor] and for when you get one take rizatriptan ten milligrams you can repeat it once after two hours
[doctor] if that ever stops working we could look at nurtec
-> START propranolol 40 mg, 2/1d
-> START rizatriptan 10 mg, 1/2h, max 2 dose
~> topamax
~> nurtec
== diabetes type 2
Doctor: A1c is 9.1. What are you taking right now?
Patient: Metformin, 500 twice a day, and glipizide 5 in the morning.
Doctor: So let's max out the metformin, a thousand twice a day.
Doctor: I'm going to stop the glipizide because of the lows.
Doctor: And I'd like to add Mounjaro. It's 2.5 mg injected under the skin once a week for four weeks, then 5 mg once a week.
Patient: My mom is on insulin.
Doctor: We're not there yet. If the A1c doesn't come down we'd talk about Lantus.
Doctor: Keep the rosuvastatin as is.
-> CHANGE metformin 1000 ?, 2/1d
-> STOP glipizide
-> START mounjaro #1 2.5 mg, subcutaneous, 1/1wk, x 4wk; #2 5 mg, subcutaneous, 1/1wk
-> CONTINUE rosuvastatin
~> lantus
== eye and ear
Doctor: It's bacterial conjunctivitis in the right eye.
Doctor: Erythromycin ointment, half an inch in the right eye four times a day for five days.
Doctor: And for the swimmer's ear, Ciprodex, four drops in the left ear twice a day for seven days.
Patient: I use Visine a lot.
Doctor: Stop the Visine, it makes the redness worse. Artificial tears are fine as often as you like.
-> START erythromycin 0.5 inch, ophthalmic, 4/1d, x 5d
-> START ciprodex 4 drop, otic, 2/1d, x 7d
-> STOP visine
-> START artificial tears
== preop
Doctor: So your surgery is on the fourteenth. Stop the aspirin seven days before. Stop your fish oil too.
Doctor: Don't take your lisinopril the morning of surgery. Do take your metoprolol that morning with a sip of water.
Doctor: The Eliquis, hold that for two days before.
Patient: And the Jardiance?
Doctor: Hold the Jardiance three days before. I'd take only half of the Lantus the night before, so ten units.
-> STOP aspirin
-> STOP fish oil
-> HOLD lisinopril
-> CONTINUE metoprolol
-> HOLD eliquis
-> HOLD jardiance
-> CHANGE lantus 10 unit
== adhd
Doctor: Adderall XR, how's the twenty working?
Patient: It wears off by two.
Doctor: Let's add a short-acting, five milligrams of Ritalin at noon. Keep the Adderall XR at twenty.
-> START ritalin 5 mg, 1/1d, NOON
-> CONTINUE adderall 20 ?
`;
