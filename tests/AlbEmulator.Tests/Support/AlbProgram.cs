namespace AlbEmulator.Tests.Support;

/// <summary>
/// The program that tests start as a process of its own: that of this build or, where <c>ALB_PROGRAM</c> names a file, another one,
/// such as a published one.
/// </summary>
internal static class AlbProgram
{
    /// <summary>What tests have that start it: <c>dotnet test --filter Program=Started</c> runs them alone.</summary>
    public const string Trait = "Program";

    /// <inheritdoc cref="Trait"/>
    public const string Started = "Started";

    /// <summary>Full path of a program, in the environment of the tests.</summary>
    private const string Variable = "ALB_PROGRAM";

    /// <summary>Whether it is that of this build, which is a folder of assemblies.</summary>
    public static bool IsOfThisBuild { get; } = Named() is null;

    /// <summary>What stands before its arguments.</summary>
    public static IReadOnlyList<string> Words { get; } = Find();

    /// <summary>The same for a shell, in which no text of another program may be changed.</summary>
    public static string InShell { get; } = string.Join(' ', Words.Select(word => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'"));

    /// <summary>The same as elements of a list of Python, without its brackets.</summary>
    public static string InPython { get; } = string.Join(", ", Words.Select(word => $"'{word.Replace("'", @"\'", StringComparison.Ordinal)}'"));

    private static string? Named() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } program ? program : null;

    private static string[] Find()
    {
        if (Named() is not { } program)
        {
            return ["dotnet", Path.Combine(AppContext.BaseDirectory, "alb.dll")];
        }

        return Path.IsPathRooted(program) && File.Exists(program)
            ? [program]
            : throw new FileNotFoundException($"{Variable} is the full path of a program, not {program}.");
    }
}
