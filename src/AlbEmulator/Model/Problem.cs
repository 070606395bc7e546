namespace AlbEmulator.Model;

/// <summary>One thing that is wrong with a topology: where it stands, and what to write instead.</summary>
public sealed record Problem(Origin Origin, string Message)
{
    /// <summary><c>file:line: path: problem</c>, the form that editors make clickable.</summary>
    public override string ToString() => Origin.Path.Length == 0
        ? $"{Origin.File}:{Origin.Line}: {Message}"
        : $"{Origin.File}:{Origin.Line}: {Origin.Path}: {Message}";
}
