/** Where the program keeps what it must remember, below the project. */
export const STATE_FOLDER = '.create-geonode-project';
/** The tracked baseline: what was generated last time, without secrets. */
export const STATE_FILE = `${STATE_FOLDER}/state.json`;
/** The untracked baseline of `.env`, with placeholders in place of secrets. */
export const ENV_BASE_FILE = `${STATE_FOLDER}/env-base.json`;
/** Keeps what belongs to one machine out of git. */
export const STATE_IGNORE_FILE = `${STATE_FOLDER}/.gitignore`;
/** Answers, in Yeoman's own place. */
export const ANSWERS_FILE = '.yo-rc.json';
