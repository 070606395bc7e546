using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AlbEmulator.Forwarding;
using AlbEmulator.Forwarding.Lambda;
using AlbEmulator.Requests;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Journal;

/// <summary>A request of the journal as JSON.</summary>
internal static class JournalJson
{
    public static void Write(Utf8JsonWriter json, JournalEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("number", entry.Number);
        LineFields.Write(json, entry.Line);
        WriteRule(json, entry);
        json.WriteString("target_group", entry.TargetGroup);
        var headers = entry.Headers;
        json.WriteBoolean("headers_left_out", headers is null);
        if (headers is not null)
        {
            WriteMessages(json, entry, headers);
        }

        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, JournalEntry entry)
    {
        if (entry.Line.MatchedRulePriority is not { } priority)
        {
            json.WriteNull("rule");
            return;
        }

        json.WriteStartObject("rule");
        json.WriteString("priority", JournalFilter.PriorityName(priority));
        if (entry.Rule is { } arn)
        {
            json.WriteString("arn", arn);
        }

        json.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter json, JournalEntry entry, NotedHeaders headers)
    {
        ref readonly var line = ref entry.Line;
        Func<string, string> ofClient = headers.IsClientHttp2 ? Lower : AsItIs;
        json.WriteStartObject("client_request");
        WriteHeaders(json, headers.Received, ofClient);
        json.WriteEndObject();

        if (headers.Forwarded.Length == 0)
        {
            json.WriteNull("target_request");
        }
        else
        {
            json.WriteStartObject("target_request");
            WriteHeaders(json, headers.Forwarded, headers switch
            {
                { IsTargetHttp2: true } => InHttp2,
                { IsClientHttp2: true } => HeaderNameCase.Lowered,
                _ => AsItIs,
            });
            json.WriteEndObject();
        }

        if (line.TargetStatusCode is not { } answered)
        {
            json.WriteNull("target_response");
        }
        else
        {
            json.WriteStartObject("target_response");
            json.WriteNumber("status", answered);
            WriteHeaders(json, headers.Answered, headers.IsTargetHttp2 ? Lower : AsItIs);
            json.WriteEndObject();
        }

        if (line.SentBytes == 0 || (headers.OwnHead.IsEmpty && headers.Returned.IsEmpty))
        {
            // The client was gone.
            json.WriteNull("client_response");
            return;
        }

        json.WriteStartObject("client_response");
        json.WriteNumber("status", line.ElbStatusCode);
        if (headers.OwnHead.IsEmpty)
        {
            WriteHeaders(json, headers.Returned, ofClient);
        }
        else
        {
            WriteHead(json, headers.OwnHead);
        }

        json.WriteEndObject();
    }

    private static void WriteHeaders(
        Utf8JsonWriter json, ReadOnlySpan<KeyValuePair<string, StringValues>> headers, Func<string, string> nameOf)
    {
        json.WriteStartArray("headers");
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                WriteHeader(json, nameOf(name), value ?? "");
            }
        }

        json.WriteEndArray();
    }

    /// <summary>From the bytes that were sent.</summary>
    private static void WriteHead(Utf8JsonWriter json, ReadOnlySpan<byte> head)
    {
        json.WriteStartArray("headers");
        foreach (var line in Encoding.Latin1.GetString(head).Split("\r\n").Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            WriteHeader(json, line[..colon], line[(colon + 1)..].TrimStart(' '));
        }

        json.WriteEndArray();
    }

    /// <summary>On one line, for people. Bytes that are no UTF-8 are a character each.</summary>
    private static void WriteHeader(Utf8JsonWriter json, string name, string value)
    {
        // The writer puts no line breaks before what is raw.
        var start = json.Options.Indented ? "\n".PadRight(1 + (json.CurrentDepth * json.Options.IndentSize)) : "";
        var text = LambdaText.IsUtf8(value) ? LambdaText.FromBytes(value) : value;
        json.WriteRawValue($"{start}[\"{Escaped(name)}\", \"{Escaped(text)}\"]", skipInputValidation: true);
    }

    private static string Escaped(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);

    private static string AsItIs(string name) => name;

    private static string Lower(string name) => name.ToLowerInvariant();

    /// <summary>The host of a request has a name of its own there.</summary>
    private static string InHttp2(string name) => name == "Host" ? ":authority" : Lower(name);
}
