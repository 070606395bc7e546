using System.Buffers;
using System.Text.Json;
using AlbEmulator.AccessLogs;
using AlbEmulator.LogDelivery;

namespace AlbEmulator.Journal;

/// <summary>
/// The fields of a line of the access log, by AWS's names. They are taken from the line itself, so that they cannot say
/// anything else than the log does, its escapes included.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-syntax"/>
/// </summary>
internal static class LineFields
{
    /// <summary>In the order of the line; what follows has no name yet.</summary>
    private static readonly (JsonEncodedText Name, bool IsNumber)[] Fields =
    [
        Text("type"),
        Text("time"),
        Text("elb"),
        Text("client:port"),
        Text("target:port"),
        Number("request_processing_time"),
        Number("target_processing_time"),
        Number("response_processing_time"),
        Number("elb_status_code"),
        Number("target_status_code"),
        Number("received_bytes"),
        Number("sent_bytes"),
        Text("request"),
        Text("user_agent"),
        Text("ssl_cipher"),
        Text("ssl_protocol"),
        Text("target_group_arn"),
        Text("trace_id"),
        Text("domain_name"),
        Text("chosen_cert_arn"),
        Number("matched_rule_priority"),
        Text("request_creation_time"),
        Text("actions_executed"),
        Text("redirect_url"),
        Text("error_reason"),
        Text("target:port_list"),
        Text("target_status_code_list"),
        Text("classification"),
        Text("classification_reason"),
        Text("conn_trace_id"),
        Text("transformed_host"),
        Text("transformed_uri"),
        Text("request_transform_status"),
        Text("ip_address"),
    ];

    /// <summary>Writes each as a property: text as it stands in the line, numbers as numbers, <c>-</c> as null.</summary>
    public static void Write(Utf8JsonWriter json, in AccessLogEntry entry)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(AccessLogFormatter.MaxLength(in entry));
        ReadOnlySpan<byte> rest = buffer.AsSpan(0, LogLineWriter.Write<AccessLogFormatter, AccessLogEntry>(in entry, buffer));
        foreach (var (name, isNumber) in Fields)
        {
            var field = Next(ref rest);
            if (field.SequenceEqual("-"u8))
            {
                json.WriteNull(name);
            }
            else if (isNumber)
            {
                json.WritePropertyName(name);
                // JSON knows no zeros before a number.
                json.WriteRawValue(field.SequenceEqual("000"u8) ? "0"u8 : field);
            }
            else
            {
                json.WriteString(name, field);
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Quotation marks within a field are escaped, and so are blanks in one without quotation marks.</summary>
    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var quoted = rest[0] == (byte)'"';
        var text = quoted ? rest[1..] : rest;
        var field = text[..text.IndexOf(quoted ? (byte)'"' : (byte)' ')];
        rest = text[(field.Length + (quoted ? 2 : 1))..];
        return field;
    }

    private static (JsonEncodedText Name, bool IsNumber) Text(string name) => (JsonEncodedText.Encode(name), false);

    private static (JsonEncodedText Name, bool IsNumber) Number(string name) => (JsonEncodedText.Encode(name), true);
}
