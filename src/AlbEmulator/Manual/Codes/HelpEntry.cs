namespace AlbEmulator.Manual.Codes;

/// <summary>What <c>alb help CODE</c> tells of a code.</summary>
/// <param name="Code">As the log, the journal or a client has it.</param>
/// <param name="Meaning">What it says, in a sentence.</param>
/// <param name="Reasons">Why it usually comes, with the emulator.</param>
/// <param name="Next">What to look at or to do.</param>
internal sealed record HelpEntry(string Code, string Meaning, string Reasons, string Next);

/// <summary>Codes of one kind.</summary>
/// <param name="What">Which kind, and where they stand.</param>
/// <param name="Entries">Of the codes.</param>
internal sealed record HelpGroup(string What, IReadOnlyList<HelpEntry> Entries);
