namespace AlbEmulator.Model;

/// <summary>An attribute that does not go with others, or not with what has it.</summary>
/// <param name="Key">Of the attribute that it is told of.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record AttributeProblem(string Key, string Message)
{
    /// <summary>Whether AWS refuses it though it says no more than what holds anyhow.</summary>
    public bool IsHarmless { get; init; }
}
