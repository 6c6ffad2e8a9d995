const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * What stands where a family name is asked for and the custom has none: one record has it, the next a parent's or
 * husband's name (compare the naming practices that HM Government described for its staff, 2006).
 */
export const NO_FAMILY_NAME = words('KAUR SINGH BEGUM BIBI KHATUN KHATOON KHANUM DEVI KUMARI KUMAR BANO');

/** Given to several children of a family before the name each goes by: alone it names none of them. */
export const SHARED_FIRST_NAMES = words(
  'MOHAMMED MUHAMMAD MOHAMMAD MOHAMED MUHAMMED MOHAMUD MOHD MD ABDUL ABDAL ABDEL SYED SAYED SAYYID BIBI UMM NUR NOOR',
);
