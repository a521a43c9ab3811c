/** Where a fact was read: a repository path, a paper, a documentation page. */
export interface Source {
  readonly title: string;
  readonly url?: string;
}
