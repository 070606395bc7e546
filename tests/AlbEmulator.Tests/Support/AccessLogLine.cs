using System.Text;
using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// One line of an access log as a consumer reads it: with the regular expression AWS gives for Athena's table
/// <c>alb_access_logs</c>, carried on to the last field. Every field is the text in the file, <c>-</c> included.
/// <see href="https://docs.aws.amazon.com/athena/latest/ug/create-alb-access-logs-table.html"/>
/// </summary>
public sealed partial class AccessLogLine
{
    private readonly Match _match;

    private AccessLogLine(string text, Match match)
    {
        Text = text;
        _match = match;
    }

    /// <summary>The whole line, without its line feed.</summary>
    public string Text { get; }

    public string Type => Field("type");

    public string Time => Field("time");

    public string Elb => Field("elb");

    /// <summary><c>client:port</c>.</summary>
    public string Client => $"{ClientIp}:{ClientPort}";

    public string ClientIp => Field("client_ip");

    public string ClientPort => Field("client_port");

    /// <summary><c>target:port</c>.</summary>
    public string Target => Field("target");

    public string RequestProcessingTime => Field("request_processing_time");

    public string TargetProcessingTime => Field("target_processing_time");

    public string ResponseProcessingTime => Field("response_processing_time");

    public string ElbStatusCode => Field("elb_status_code");

    public string TargetStatusCode => Field("target_status_code");

    public string ReceivedBytes => Field("received_bytes");

    public string SentBytes => Field("sent_bytes");

    /// <summary>The request line, between its quotes.</summary>
    public string Request => Field("request");

    public string RequestVerb => Field("request_verb");

    public string RequestUrl => Field("request_url");

    public string RequestProto => Field("request_proto");

    public string UserAgent => Field("user_agent");

    public string SslCipher => Field("ssl_cipher");

    public string SslProtocol => Field("ssl_protocol");

    public string TargetGroupArn => Field("target_group_arn");

    public string TraceId => Field("trace_id");

    public string DomainName => Field("domain_name");

    public string ChosenCertArn => Field("chosen_cert_arn");

    public string MatchedRulePriority => Field("matched_rule_priority");

    public string RequestCreationTime => Field("request_creation_time");

    public string ActionsExecuted => Field("actions_executed");

    public string RedirectUrl => Field("redirect_url");

    public string ErrorReason => Field("error_reason");

    public string TargetPortList => Field("target_port_list");

    public string TargetStatusCodeList => Field("target_status_code_list");

    public string Classification => Field("classification");

    public string ClassificationReason => Field("classification_reason");

    public string ConnTraceId => Field("conn_trace_id");

    public string TransformedHost => Field("transformed_host");

    public string TransformedUri => Field("transformed_uri");

    public string RequestTransformStatus => Field("request_transform_status");

    public string IpAddress => Field("ip_address");

    /// <summary>Reads one line; throws where Athena would give a row of nulls.</summary>
    public static AccessLogLine Parse(string line)
    {
        var match = Pattern().Match(line);
        return match.Success
            ? new AccessLogLine(line, match)
            : throw new FormatException($"Not a line of an ALB access log: {line}");
    }

    /// <summary>
    /// Reads every line of a file that may still be written to: a last line without its line feed is not there yet.
    /// Without a file there are no lines.
    /// </summary>
    public static IReadOnlyList<AccessLogLine> ReadAll(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        var lines = reader.ReadToEnd().Split('\n');
        return [.. lines.SkipLast(1).Select(Parse)];
    }

    public override string ToString() => Text;

    private string Field(string name) => _match.Groups[name].Value;

    [GeneratedRegex(
        "^(?<type>[^ ]*) (?<time>[^ ]*) (?<elb>[^ ]*) (?<client_ip>[^ ]*):(?<client_port>[0-9]*) (?<target>[^ ]*)"
        + " (?<request_processing_time>[-.0-9]*) (?<target_processing_time>[-.0-9]*)"
        + " (?<response_processing_time>[-.0-9]*) (?<elb_status_code>[0-9]{3}) (?<target_status_code>-|[0-9]{3})"
        + " (?<received_bytes>[0-9]+) (?<sent_bytes>[0-9]+)"
        + " \"(?<request>(?<request_verb>[^ \"]*) (?<request_url>[^\"]*) (?<request_proto>- |[^ \"]*))\""
        + " \"(?<user_agent>[^\"]*)\" (?<ssl_cipher>[A-Z0-9-_]+) (?<ssl_protocol>[A-Za-z0-9.-]*)"
        + " (?<target_group_arn>[^ ]*) \"(?<trace_id>[^\"]*)\" \"(?<domain_name>[^\"]*)\""
        + " \"(?<chosen_cert_arn>[^\"]*)\" (?<matched_rule_priority>[-.0-9]*) (?<request_creation_time>[^ ]*)"
        + " \"(?<actions_executed>[^\"]*)\" \"(?<redirect_url>[^\"]*)\" \"(?<error_reason>[^ \"]*)\""
        + " \"(?<target_port_list>[^\\s\"]+?)\" \"(?<target_status_code_list>[^\\s\"]+)\""
        + " \"(?<classification>[^ \"]*)\" \"(?<classification_reason>[^ \"]*)\" (?<conn_trace_id>[^ ]*)"
        + " \"(?<transformed_host>[^\"]*)\" \"(?<transformed_uri>[^\"]*)\""
        + " \"(?<request_transform_status>[^ \"]*)\" (?<ip_address>[^ ]*) \"-\" \"-\"\\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
