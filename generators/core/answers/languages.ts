/**
 * The languages that a site can have: Django's code, and the name under which GeoNode's map client has its texts. The first five
 * are those that GeoNode itself lists; settings.py adds another one. Any other leaves the client without words, and GeoNode
 * 5.1 does not start with it.
 */
export const CLIENT_LANGUAGES: Readonly<Record<string, string>> = {
  en: 'en-us',
  de: 'de-de',
  es: 'es-es',
  fr: 'fr-fr',
  it: 'it-it',
  fi: 'fi-fi',
  hr: 'hr-hr',
  nl: 'nl-nl',
  pt: 'pt-pt',
  'pt-br': 'pt-br',
  sk: 'sk-sk',
  sv: 'sv-se',
  vi: 'vi-vn',
};

/** So many of them, the first ones, GeoNode itself lists. */
export const LISTED_BY_GEONODE = 5;
