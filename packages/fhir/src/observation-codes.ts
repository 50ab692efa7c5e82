/**
 * The observations that are kept: vital signs, and the laboratory values and statuses that prescribing looks at.
 * LOINC code -> category. Everything else is skipped, and said so.
 */
export const observationCodes: Readonly<Record<string, 'VITAL_SIGNS' | 'LABORATORY' | 'SOCIAL_HISTORY' | 'SURVEY'>> = {
  // Body measures and vital signs
  '8302-2': 'VITAL_SIGNS', // height
  '29463-7': 'VITAL_SIGNS', // weight
  '3141-9': 'VITAL_SIGNS', // weight, measured
  '39156-5': 'VITAL_SIGNS', // BMI
  '85354-9': 'VITAL_SIGNS', // blood pressure panel
  '55284-4': 'VITAL_SIGNS', // blood pressure, systolic and diastolic
  '8480-6': 'VITAL_SIGNS', // systolic
  '8462-4': 'VITAL_SIGNS', // diastolic
  '8867-4': 'VITAL_SIGNS', // heart rate
  '9279-1': 'VITAL_SIGNS', // respiratory rate
  '8310-5': 'VITAL_SIGNS', // temperature
  '8331-1': 'VITAL_SIGNS', // oral temperature
  '2708-6': 'VITAL_SIGNS', // oxygen saturation
  '59408-5': 'VITAL_SIGNS', // oxygen saturation by pulse oximetry
  // Kidney
  '33914-3': 'LABORATORY', // eGFR, MDRD
  '62238-1': 'LABORATORY', // eGFR, CKD-EPI
  '98979-8': 'LABORATORY', // eGFR, CKD-EPI 2021
  '48642-3': 'LABORATORY', // eGFR, MDRD, non-black
  '48643-1': 'LABORATORY', // eGFR, MDRD, black
  '38483-4': 'LABORATORY', // creatinine, blood
  '2160-0': 'LABORATORY', // creatinine, serum
  '6299-2': 'LABORATORY', // urea nitrogen
  '3094-0': 'LABORATORY', // urea nitrogen, serum
  '14959-1': 'LABORATORY', // microalbumin/creatinine
  // Electrolytes, metabolism
  '2947-0': 'LABORATORY', // sodium, blood
  '2951-2': 'LABORATORY', // sodium, serum
  '6298-4': 'LABORATORY', // potassium, blood
  '2823-3': 'LABORATORY', // potassium, serum
  '2069-3': 'LABORATORY', // chloride
  '20565-8': 'LABORATORY', // carbon dioxide
  '49765-1': 'LABORATORY', // calcium
  '2339-0': 'LABORATORY', // glucose, blood
  '2345-7': 'LABORATORY', // glucose, serum
  '4548-4': 'LABORATORY', // HbA1c
  '2093-3': 'LABORATORY', // cholesterol
  '2571-8': 'LABORATORY', // triglycerides
  '18262-6': 'LABORATORY', // LDL
  '2085-9': 'LABORATORY', // HDL
  // Liver
  '1742-6': 'LABORATORY', // ALT
  '1920-8': 'LABORATORY', // AST
  '6768-6': 'LABORATORY', // alkaline phosphatase
  '1975-2': 'LABORATORY', // bilirubin
  '1751-7': 'LABORATORY', // albumin
  // Blood
  '718-7': 'LABORATORY', // haemoglobin
  '4544-3': 'LABORATORY', // haematocrit
  '6690-2': 'LABORATORY', // leukocytes
  '777-3': 'LABORATORY', // platelets
  '6301-6': 'LABORATORY', // INR
  '34714-6': 'LABORATORY', // INR, blood
  // Heart
  '33762-6': 'LABORATORY', // NT-proBNP
  '10230-1': 'LABORATORY', // ejection fraction
  // Statuses
  '82810-3': 'SOCIAL_HISTORY', // pregnancy status
  '72166-2': 'SOCIAL_HISTORY', // tobacco smoking status
  '72514-3': 'SURVEY', // pain severity, 0 to 10
};

/** What a safety check asks for; the latest of each group counts. */
export const safetyObservations = {
  weight: ['29463-7', '3141-9'],
  height: ['8302-2'],
  egfr: ['33914-3', '62238-1', '98979-8', '48642-3', '48643-1'],
  creatinine: ['38483-4', '2160-0'],
  pregnancy: ['82810-3'],
} as const;
