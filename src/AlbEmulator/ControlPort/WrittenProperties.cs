using System.Globalization;
using System.Text.Json;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.ControlPort;

/// <summary>The properties of a JSON object that is posted, and all that is wrong with them.</summary>
/// <param name="problems">Where it is told what is wrong.</param>
/// <param name="place">The object, for what is told: <c>faults[0]</c>; empty for the body itself.</param>
internal sealed class WrittenProperties(List<string> problems, string place)
{
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);

    /// <summary>Takes the properties of an object; those that are not known are told of.</summary>
    /// <param name="written">An object.</param>
    /// <param name="what">What it is: <c>a fault</c>.</param>
    /// <param name="known">Names.</param>
    public void Read(JsonElement written, string what, IReadOnlyList<string> known)
    {
        foreach (var property in written.EnumerateObject())
        {
            if (known.Contains(property.Name))
            {
                _values.Add(property.Name, property.Value);
                continue;
            }

            var nearest = Spelling.DidYouMean(property.Name, known);
            problems.Add($"{Of(Quoted.Text(property.Name))} is not a property of {what}"
                + (nearest.Length > 0 ? nearest : $": there are {Quoted.List(known)}"));
        }
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public bool IsNull(string name) => _values.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Null;

    public void Tell(string name, string problem) => problems.Add($"{Of(name)} {problem}");

    public void Tell(string problem) => problems.Add(place.Length == 0 ? problem : $"{place}: {problem}");

    /// <summary>A text; null where there is none, or none that is right.</summary>
    /// <param name="name">Of the property.</param>
    /// <param name="wanted">What is wrong with a text; null for nothing.</param>
    /// <param name="orNumber">Whether a number is taken as its text.</param>
    public string? Text(string name, Func<string, string?> wanted, bool orNumber = false)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()
            : orNumber && value.ValueKind == JsonValueKind.Number ? value.GetRawText()
            : null;
        var problem = text is null ? "takes a text" : wanted(text);
        if (problem is null)
        {
            return text;
        }

        Tell(name, problem);
        return null;
    }

    /// <summary>A number that is right; null where there is none.</summary>
    /// <param name="name">Of the property.</param>
    /// <param name="isRight">Whether a number is.</param>
    /// <param name="wanted">What it takes: <c>takes 1 to 100</c>.</param>
    public decimal? Number(string name, Func<decimal, bool> isRight, string wanted)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            return null;
        }

        // Not a double, and not of a size that takes time to compare.
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
        if (value.ValueKind == JsonValueKind.Number
            && decimal.TryParse(value.GetRawText(), Style, CultureInfo.InvariantCulture, out var number)
            && isRight(number))
        {
            return number;
        }

        Tell(name, wanted);
        return null;
    }

    /// <summary>Whether it is <c>true</c>, which is all that it takes.</summary>
    public bool IsTrue(string name)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            return false;
        }

        if (value.ValueKind != JsonValueKind.True)
        {
            Tell(name, "takes true");
        }

        return true;
    }

    private string Of(string name) => place.Length == 0 ? name : $"{place}.{name}";
}
