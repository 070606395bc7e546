using System.Globalization;
using System.Text.Json;

namespace AlbEmulator.Tests.Support;

/// <summary>Looks into what <see cref="Boto"/> was answered.</summary>
public static class Answered
{
    /// <summary>A text for each of a list, made of its members by their paths, such as <c>Tags.0.Value</c>.</summary>
    public static string[] Each(JsonElement result, string list, Func<Func<string, string>, string> text)
    {
        Assert.True(result.TryGetProperty("result", out var answer), result.ToString());
        return [.. answer.GetProperty(list).EnumerateArray().Select(item => text(path => At(item, path)))];
    }

    /// <summary>Empty where there is none; of a list how many it has.</summary>
    public static string At(JsonElement item, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
            {
                if (place >= item.GetArrayLength())
                {
                    return "";
                }

                item = item[place];
            }
            else if (!item.TryGetProperty(name, out item))
            {
                return "";
            }
        }

        return item.ValueKind == JsonValueKind.Array
            ? item.GetArrayLength().ToString(CultureInfo.InvariantCulture)
            : item.ToString();
    }
}
