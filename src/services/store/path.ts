/** Where everything is kept unless an address is given; apart, so that who only looks for the file loads no database. */
export const DEFAULT_PATH = './data/headroom.sqlite';
