/** The terminal's variables. */
import { z } from 'zod';

export const terminalEnv = z.object({
  NO_COLOR: z
    .string()
    .optional()
    .meta({ description: 'Any value keeps colours and box characters out of the terminal (https://no-color.org).' }),
});
