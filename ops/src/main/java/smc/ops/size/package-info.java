/** What one contract takes, and what that means for a capital: a capital that is too small trades nothing, and says nothing by itself. */
package smc.ops.size;
