using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.TargetGroups;
using AlbEmulator.Topologies;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Commands;

/// <summary>
/// <c>alb explain METHOD URL</c>: which rule of the files would take a request, why, and what would be done. Sends
/// nothing.
/// </summary>
internal static class ExplainCommand
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        AlbSettings settings, ExplainArguments arguments, TextWriter output, TextWriter error)
    {
        var (request, problem) = Read(arguments);
        if (request is null)
        {
            await error.WriteLineAsync(problem);
            return ExitCode.WrongUse;
        }

        var files = new TopologyFiles(settings, Environment.GetEnvironmentVariable);
        var reading = files.Read(files.Locate(arguments.Files));
        ReadingWords.Tell(reading, error);
        if (reading.Problems.Count > 0)
        {
            return ExitCode.WrongUse;
        }

        var topology = reading.Topology;
        using var hostNames = new HostNames(HostNames.Dns, TimeProvider.System, NullLogger<HostNames>.Instance);
        await hostNames.ResolveAsync(topology, default);
        using var targets = new TargetRegistry();
        var snapshot = FileRules.Compile(settings, topology, targets, hostNames.AddressesOf);
        var (listener, missing) = AskedListener.Choose(snapshot, request.Url);
        if (listener is null)
        {
            await error.WriteLineAsync(missing);
            return ExitCode.WrongUse;
        }

        var subject = request.Subject(listener);
        var explanation = Explanation.Of(snapshot, listener, subject);
        await output.WriteAsync(ExplanationText.Render(explanation));
        return ExitCode.Good;
    }

    private static (AskedRequest? Request, string? Problem) Read(ExplainArguments arguments)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var header in arguments.Headers)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1)
            {
                return (null, $"-H takes 'Name: value', not {Quoted.Text(header)}");
            }

            headers.Add(new(header[..colon], header[(colon + 1)..]));
        }

        return AskedRequest.Read(arguments.Method, arguments.Url, headers, arguments.SourceIp);
    }
}

/// <summary>What <c>alb explain</c> was told.</summary>
/// <param name="Method">Of the request.</param>
/// <param name="Url">Where it would go.</param>
/// <param name="Headers">Each <c>Name: value</c>.</param>
/// <param name="SourceIp">Null: a client on this machine.</param>
/// <param name="Files">Topology files; with none, those of the settings.</param>
internal sealed record ExplainArguments(
    string Method, string Url, IReadOnlyList<string> Headers, string? SourceIp, IReadOnlyList<string> Files);
