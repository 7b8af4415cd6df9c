import Generator from 'yeoman-generator';

/** What Yeoman calls a storage, and what stands in it: nothing. */
const NOTHING = { get: () => undefined, createStorage: () => NOTHING } as never;

/**
 * A Yeoman generator that has to do with no other one: its own answers are kept by core/state. Yeoman itself would look up a
 * name in a package.json, and answers in a `.yo-rc.json`, of the current folder, and in `~/.yo-rc-global.json`. Those are
 * somebody else's, cost time, and end the run where they are damaged.
 */
export class StandaloneGenerator extends Generator {
  override rootGeneratorName(): string {
    return 'create-geonode-project';
  }

  override determineAppname(): string {
    return this.rootGeneratorName();
  }

  override _getStorage(): never {
    return NOTHING;
  }

  override _getGlobalStorage(): never {
    return NOTHING;
  }
}
