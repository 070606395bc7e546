using System.Reflection;

namespace AlbEmulator.Commands;

/// <summary>Which build this is.</summary>
public static class ProgramVersion
{
    private const int CommitLength = 7;

    /// <summary>Such as <c>0.1.0</c>.</summary>
    public static string Number { get; } = Informational().Split('+')[0];

    /// <summary>Such as <c>0.1.0 (dec2565)</c>, with the commit where the build knew it.</summary>
    public static string Full { get; } = Informational().Split('+') is [var number, { Length: >= CommitLength } commit]
        ? $"{number} ({commit[..CommitLength]})"
        : Number;

    private static string Informational() =>
        typeof(ProgramVersion).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
