using AlbEmulator.Rules;

namespace AlbEmulator.Requests;

/// <summary>
/// Headers that say where a request went and why it failed, which an ALB never sends: with the setting <c>Alb:DebugHeaders</c> only.
/// </summary>
internal static class DebugHeaders
{
    private const string Rule = "X-Alb-Rule";
    private const string TargetGroup = "X-Alb-Target-Group";
    private const string Target = "X-Alb-Target";
    private const string Cause = "X-Alb-Cause";

    /// <summary>For a target's response; what the target itself says under these names is replaced.</summary>
    public static void Write(AlbRequest request, IHeaderDictionary outgoing)
    {
        outgoing[Rule] = Priority(request);
        outgoing[TargetGroup] = request.TargetGroup?.TargetGroup.Name;
        outgoing[Target] = request.Target?.Name;
        outgoing[Cause] = request.Cause;
    }

    /// <summary>Whether a header has the name of one of them.</summary>
    public static bool IsOne(string name) => name.Length is >= 10 and <= 18
        && (Is(name, Rule) || Is(name, TargetGroup) || Is(name, Target) || Is(name, Cause));

    /// <summary>
    /// For answers in their bytes: lines, each with its end. Empty when the setting is off; what was
    /// not yet decided when the answer was given is left out.
    /// </summary>
    public static string Lines(AlbRequest request) => request.Listener.HasDebugHeaders
        ? Line(Rule, Priority(request))
            + Line(TargetGroup, request.TargetGroup?.TargetGroup.Name)
            + Line(Target, request.Target?.Name)
            + Line(Cause, request.Cause)
        : "";

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string Line(string name, string? value) => value is null ? "" : $"{name}: {value}\r\n";

    private static string? Priority(AlbRequest request) => request.Rule switch
    {
        null => null,
        { Priority: RuleTable.DefaultPriority } => "default",
        var rule => rule.Priority.ToString(),
    };
}
