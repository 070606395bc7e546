using System.Globalization;
using System.Text;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>Where in the parameters of a call a fault is.</summary>
/// <param name="Path">As nodes have it, such as <c>Actions[0].RedirectConfig.Path</c>; empty where none was given.</param>
internal sealed record Place(string Path)
{
    private const string DefaultActions = "DefaultActions";

    private readonly string[] _names = [.. Path.Split('.').Select(part => part.Split('[')[0])];

    public bool IsInCondition => _names[0] == "Conditions";

    public bool IsInAction => _names[0] is "Actions" or DefaultActions;

    /// <summary>The property, without its number in a list.</summary>
    public string Property => _names[^1];

    /// <summary>What has the property; empty where it is the call itself.</summary>
    public string Owner => _names.Length > 1 ? _names[^2] : "";

    /// <summary>The number in the first list, from 0.</summary>
    public int Index =>
        Path.IndexOf('[') is var start and >= 0 && Path.IndexOf(']') is var end && end > start &&
        int.TryParse(Path.AsSpan(start + 1, end - start - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : 0;

    /// <summary>As AWS writes it: <c>actions.1.member.redirectConfig.path</c>.</summary>
    public string Wire
    {
        get
        {
            var text = new StringBuilder();
            foreach (var part in Path.Split('.', '['))
            {
                if (part.EndsWith(']') && int.TryParse(
                    part.AsSpan(0, part.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                {
                    text.Append(CultureInfo.InvariantCulture, $".{index + 1}.member");
                }
                else if (part.Length > 0)
                {
                    text.Append(text.Length > 0 ? "." : "").Append(char.ToLowerInvariant(part[0])).Append(part.AsSpan(1));
                }
            }

            return text.ToString();
        }
    }

    public static Place Of(Origin origin) => new(origin.Path);

    /// <summary>A property of what is at this place.</summary>
    public Place At(string property) => new(Path.Length == 0 ? property : $"{Path}.{property}");
}
