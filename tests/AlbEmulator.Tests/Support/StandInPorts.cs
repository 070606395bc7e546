using System.Globalization;
using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Support;

/// <summary>Free ports in the place of those that files name: one for each, the same wherever it is named.</summary>
internal sealed class StandInPorts
{
    private readonly Dictionary<string, string> _ports = [];

    /// <param name="text">Of a file.</param>
    /// <param name="port">What is a port in it.</param>
    public string Replace(string text, Regex port) => port.Replace(text, match =>
    {
        if (!_ports.TryGetValue(match.Value, out var free))
        {
            _ports.Add(match.Value, free = FreePorts.Take().ToString(CultureInfo.InvariantCulture));
        }

        return free;
    });
}
