using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// One line of a connection log, in the form of AWS's regular expression for Athena's table with the two fields of 2026.
/// <see href="https://docs.aws.amazon.com/athena/latest/ug/create-alb-connection-logs-table.html"/>
/// </summary>
/// <param name="Text">The whole line.</param>
internal sealed partial record ConnectionLogLine(string Text)
{
    private readonly Match _match = Form().Match(Text);

    public string this[string field]
    {
        get
        {
            Assert.True(_match.Success, Text);
            return _match.Groups[field].Value;
        }
    }

    /// <summary>Waits until a file holds so many lines.</summary>
    public static async Task<IReadOnlyList<ConnectionLogLine>> WaitAsync(string path, int count)
    {
        await Patience.UntilAsync(
            $"{count} lines", () => File.Exists(path) && File.ReadAllText(path).Count(character => character == '\n') >= count);
        return [.. File.ReadAllLines(path).Select(line => new ConnectionLogLine(line))];
    }

    [GeneratedRegex(
        @"^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) (?<ip>\S+) (?<port>\d+) (?<listener>\d+) (?<protocol>\S+) (?<cipher>\S+) " +
        @"(?<latency>-|\d+\.\d{3}) ""(?<subject>[^""]*)"" (?<validity>\S+) (?<serial>\S+) (?<status>\S+) (?<tid>TID_[0-9a-f]{32}) " +
        @"(?<exchange>\S+) (?<elb>app/\S+/[0-9a-f]{16}) (?<node>\S+)$")]
    private static partial Regex Form();
}
