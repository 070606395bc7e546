namespace AlbEmulator.Model;

/// <summary>One thing that is wrong with a topology: where it stands, and what to write instead.</summary>
public sealed record Problem(Origin Origin, string Message)
{
    /// <summary>What the API calls it, where it has a name for it, such as <c>TooManyRules</c>.</summary>
    public string? Code { get; init; }

    /// <summary>
    /// <c>file:line: path: problem</c>, the form that editors make clickable; what has no line leaves it out.
    /// </summary>
    public override string ToString()
    {
        var place = Origin.Line == 0 ? Origin.File : $"{Origin.File}:{Origin.Line}";
        return Origin.Path.Length == 0 ? $"{place}: {Message}" : $"{place}: {Origin.Path}: {Message}";
    }
}
