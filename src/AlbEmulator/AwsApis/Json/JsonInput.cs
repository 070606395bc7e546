using System.Text.Json;
using AlbEmulator.AwsApis.Query;

namespace AlbEmulator.AwsApis.Json;

/// <summary>
/// The members of a request, or of a structure in it. Members that nobody asks for are not looked at, as with AWS; the first
/// that has another type than it should have is the <see cref="Problem"/>.
/// </summary>
/// <param name="members">A JSON object; anything else has no members.</param>
/// <param name="above">The request that the structure is in; null for the request itself.</param>
internal sealed class JsonInput(JsonElement members, JsonInput? above = null)
{
    private QueryError? _problem;

    /// <summary>What is wrong with a member that was asked for.</summary>
    public QueryError? Problem
    {
        get => above is null ? _problem : above.Problem;
        private set
        {
            if (above is null)
            {
                _problem ??= value;
            }
            else
            {
                above.Problem = value;
            }
        }
    }

    /// <summary>Null where it is absent, null or empty.</summary>
    public string? Text(string name) => Find(name) is { } value && TextOf(value, name) is { Length: > 0 } text ? text : null;

    /// <summary>None where it is absent.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Problem = Wrong(name, "a list");
            return [];
        }

        return [.. value.EnumerateArray().Select(item => TextOf(item, name)).OfType<string>()];
    }

    public int? Number(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        Problem = Wrong(name, "a whole number");
        return null;
    }

    /// <summary>A structure; one without members where it is absent.</summary>
    public JsonInput Part(string name)
    {
        var value = Find(name);
        if (value is { ValueKind: not JsonValueKind.Object })
        {
            Problem = Wrong(name, "an object");
        }

        return new JsonInput(value ?? default, this);
    }

    private static QueryError Wrong(string name, string wanted) => new("SerializationException", $"{name} must be {wanted}");

    private JsonElement? Find(string name) =>
        members.ValueKind == JsonValueKind.Object && members.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private string? TextOf(JsonElement value, string name)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                return value.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            // An escape that is no character.
        }

        Problem = Wrong(name, "text");
        return null;
    }
}
