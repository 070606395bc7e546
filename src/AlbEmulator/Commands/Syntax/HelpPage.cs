using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace AlbEmulator.Commands.Syntax;

/// <summary>Answers <c>--help</c>: what a command does and takes, and a line that shows its use.</summary>
/// <param name="page">All but the last.</param>
/// <param name="output">Where it is told.</param>
internal sealed class HelpPage(HelpAction page, TextWriter output) : SynchronousCommandLineAction
{
    private const string OfRoot = "alb run my.yaml";

    public override bool Terminating => true;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = page.Invoke(parseResult);
        var example = parseResult.CommandResult.Command is AlbCommand command ? command.Example : OfRoot;
        output.WriteLine("Example:");
        output.WriteLine($"  {example}");

        return exitCode;
    }
}
