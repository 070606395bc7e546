using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary>A command with a line that shows its use.</summary>
internal sealed class AlbCommand : Command
{
    /// <param name="name">What is typed.</param>
    /// <param name="description">What it does, in a sentence.</param>
    /// <param name="example">A line that works as it stands, <c>alb</c> included.</param>
    public AlbCommand(string name, string description, string example)
        : base(name, description) => Example = example;

    public string Example { get; }
}
