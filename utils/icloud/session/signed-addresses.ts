/** The field with a resource's signed address, as it stands in an answer; a text in which the same words stand has its quotes escaped. */
const ADDRESS = /("downloadURL"\s*:\s*)"(?:[^"\\]|\\.)*"/g;

/**
 * An answer of CloudKit without the signed addresses in it, which are most of it: who reads a list asks for fresh ones
 * when it uses them, and whoever knows an address can fetch the photo.
 */
export const withoutSignedAddresses = (body: string): string => body.replace(ADDRESS, '$1""');
