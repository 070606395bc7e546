using System.CommandLine;
using System.CommandLine.Invocation;

namespace AlbEmulator.Commands;

/// <summary>Answers <c>--version</c>.</summary>
internal sealed class VersionAction(TextWriter output) : SynchronousCommandLineAction
{
    public override bool Terminating => true;

    public override int Invoke(ParseResult parseResult)
    {
        output.WriteLine($"alb {ProgramVersion.Full} on .NET {Environment.Version}");
        return ExitCode.Good;
    }
}
