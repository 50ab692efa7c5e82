/** Written before the engine had read them; no one's visit. */
export const roundF = String.raw`
== sinus and allergies
Doctor: Your ears are clear, throat's a little red. This looks like allergies more than infection.
Patient: So no antibiotic?
Doctor: No antibiotic for now. I'd like you to take Zyrtec, 10 milligrams at night, and start Flonase, one spray in each nostril twice a day.
Patient: I've been using Afrin for two weeks.
Doctor: That's too long. Stop the Afrin today.
Doctor: If you get fevers or the drainage turns green, we could consider amoxicillin.
-> START zyrtec 10 mg, 1/1d, NIGHT
-> START flonase 1 spray, nasal, 2/1d
-> STOP afrin
~> amoxicillin
== afib, asr
[doctor] so the monitor showed you're in a fib about ten percent of the time
[patient] okay what does that mean
[doctor] it means your stroke risk is up so i wanna start you on a blood thinner it's called xarelto twenty milligrams once a day with your evening meal
[patient] and what about my aspirin
[doctor] you can stop the aspirin once you're on that
[doctor] and for the heart rate let's do metoprolol succinate fifty milligrams daily
[patient] i used to take atenolol
[doctor] right we're not gonna go back to that
-> START xarelto 20 mg, 1/1d, CV
-> STOP aspirin
-> START metoprolol 50 mg, 1/1d
== low back pain
Dr. Ruiz: I'm going to give you a Medrol Dosepak, take it as directed on the package.
Dr. Ruiz: Continue the gabapentin but let's go up to 600 at bedtime.
Dr. Ruiz: I don't want you taking any more ibuprofen while you're on the steroid.
Patient: Can I use the lidocaine patches?
Dr. Ruiz: Sure, one patch a day, twelve hours on.
Dr. Ruiz: If it's no better in two weeks we'd get an MRI and maybe try an epidural.
-> START medrol dosepak
-> CHANGE gabapentin 600 ?, 1/1d, HS
-> STOP ibuprofen
-> START lidocaine 1 patch, transdermal, 1/1d
== diabetic refill visit
Doctor: Everything looks stable, so I'm just going to renew your meds. Metformin 1000 twice a day, ninety days with three refills. Losartan 50 once a day, same thing. And the Lipitor 20 at bedtime.
Patient: I stopped the Lipitor, my legs hurt.
Doctor: Oh. Okay, then let's hold off on the Lipitor and check a CK.
Patient: And the Januvia is too expensive.
Doctor: We'll switch that to glipizide, five milligrams in the morning before breakfast.
-> CONTINUE metformin 1000 ?, 2/1d, 90 day supply, rf 3
-> CONTINUE losartan 50 ?, 1/1d
-> HOLD lipitor
-> STOP januvia
-> START glipizide 5 mg, 1/1d, ACM+MORN
== ADHD, teen
D: How's the Concerta?
P: Fine, but it kills my appetite.
D: You're on 36, right?
P: Yeah.
D: Let's drop it to 27 in the morning and see how you do.
Mom: Does he still need the clonidine at night?
D: Yes, keep the clonidine, 0.1 at bedtime.
D: We can always go back up if his grades slip.
-> CHANGE concerta 27 ?, 1/1d, MORN
-> CONTINUE clonidine 0.1 ?, 1/1d, HS
== ICU stepdown dictation
Discontinue vancomycin. Change ceftriaxone to cefdinir 300 mg PO BID to complete 7 days. Resume home metoprolol 25 mg BID. Hold home lisinopril due to AKI. Start pantoprazole 40 mg PO daily. Give potassium chloride 40 mEq PO x1. Albuterol nebs q4h prn wheezing. No need for steroids.
-> STOP vancomycin
-> STOP ceftriaxone
-> START cefdinir 300 mg, oral, 2/1d, x 7d
-> CONTINUE metoprolol 25 mg, 2/1d
-> HOLD lisinopril
-> START pantoprazole 40 mg, oral, 1/1d
-> START potassium chloride 40 mEq, oral
-> START albuterol inhalation, 1/4h, prn wheezing
== pelvic pain, telehealth
Doctor: The swab came back positive for chlamydia.
Patient: Oh my god.
Doctor: It's easily treated. Doxycycline, one hundred milligrams by mouth twice a day for seven days. No sex for a week after you're both treated.
Doctor: And since you get yeast infections, fluconazole one fifty as a single dose if you need it.
Patient: I'm on Yaz, do I keep taking it?
Doctor: Yes, keep taking it.
Doctor: Your partner needs treatment too, I can't prescribe for him without seeing him.
-> START doxycycline 100 mg, oral, 2/1d, x 7d
-> START fluconazole 150 ?, 1 time, prn
-> CONTINUE yaz
== gout prevention
[doctor] this is your third attack this year so i think it's time we talk about prevention
[patient] okay
[doctor] allopurinol's the usual one we'd start low a hundred milligrams a day but not till this flare is over
[doctor] for right now take the colchicine point six twice a day for a week and indomethacin fifty three times a day with food for five days
[patient] what about my water pill
[doctor] hydrochlorothiazide can make gout worse so i'm gonna take you off that and put you on amlodipine five instead
-> START colchicine 0.6 ?, 2/1d, x 1wk
-> START indomethacin 50 ?, 3/1d, C, x 5d
-> STOP hydrochlorothiazide
-> START amlodipine 5 ?
~> allopurinol
`;
