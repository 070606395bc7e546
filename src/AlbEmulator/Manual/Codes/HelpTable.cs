namespace AlbEmulator.Manual.Codes;

/// <summary>Every code that somebody may ask for, and what is told of it.</summary>
internal static class HelpTable
{
    private static readonly (string Begin, string What)[] NotRun = [("WAF", "AWS WAF")];

    public static IReadOnlyList<HelpGroup> Groups { get; } =
    [
        Statuses.Group, Causes.OfTargets, Causes.OfFunctions, Causes.OfRequests, ErrorReasons.Group, HealthReasons.Reasons,
        HealthReasons.States, Actions.Executed, Actions.Admitting, Actions.Transformed, Classifications.Tiers, Classifications.Reasons,
    ];

    public static IEnumerable<string> Codes => Groups.SelectMany(group => group.Entries).Select(entry => entry.Code);

    /// <summary>What is told of a code, written in capital letters or not.</summary>
    public static IEnumerable<(HelpGroup Group, HelpEntry Entry)> Find(string code) =>
        from helpGroup in Groups
        from entry in helpGroup.Entries
        where entry.Code.Equals(code, StringComparison.OrdinalIgnoreCase)
        select (helpGroup, entry);

    /// <summary>What of AWS gives codes that begin so, and is not run here; null for any other code.</summary>
    public static string? Elsewhere(string code)
    {
        foreach (var (begin, what) in NotRun)
        {
            if (code.StartsWith(begin, StringComparison.OrdinalIgnoreCase))
            {
                return what;
            }
        }

        return null;
    }
}
