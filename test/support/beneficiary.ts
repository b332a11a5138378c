// The sheet of a beneficiary, for whoever needs one in the registry.

/** A beneficiary of DAAM, as the registry knows her. */
export const fatima = {
  id: 'B-1',
  programme: 'DAAM',
  number: 'DA-104-2231',
  cnie: 'D412412',
  name: 'Fatima Zahra El Idrissi',
  name_ar: 'فاطمة الزهراء الإدريسي',
  phone: '0612345647',
  sex: 'f',
  commune: 'Aït Ourir',
  province: 'Al Haouz',
  rural: 1,
  children: 3,
  payment: 'postal',
  amount: 360,
}
