using System.Collections.Concurrent;
using AlbEmulator.Model;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>
/// What the program's log tells of the answers of functions: why one was refused, again only when that changes or the
/// function answered well in between; and once a function that headers are not read.
/// </summary>
internal sealed partial class FunctionNotices(ILogger<FunctionNotices> log)
{
    private readonly ConcurrentDictionary<(string Group, string Function), string> _refused = [];
    private readonly ConcurrentDictionary<(string Group, string Function), bool> _unread = [];

    /// <summary>Takes note of what became of an invocation.</summary>
    public void Tell(TargetGroup group, Target function, LambdaOutcome outcome)
    {
        var key = (group.Arn, function.Id);
        if (outcome is LambdaFailure { Detail: { } detail, Reason: { } reason })
        {
            if (!_refused.TryGetValue(key, out var told) || told != detail)
            {
                _refused[key] = detail;
                LogRefused(function.Id, group.Name, reason, detail);
            }
        }
        else if (outcome is LambdaResponse response)
        {
            // Whether there is anything to remove is looked up without a lock.
            if (_refused.ContainsKey(key))
            {
                _refused.TryRemove(key, out _);
            }

            if (response.UnreadHeaders is { } form && _unread.TryAdd(key, true))
            {
                LogUnread(function.Id, group.Name, form, group.Attributes.LambdaMultiValueHeaders ? "true" : "false");
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Function {Function} of target group {TargetGroup}: its answer is refused ({Reason}): {Detail:l}")]
    private partial void LogRefused(string function, string targetGroup, string reason, string detail);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Function {Function} of target group {TargetGroup}: the {Form} of its answers are not read, since the group's "
            + "lambda.multi_value_headers.enabled is {Enabled:l}")]
    private partial void LogUnread(string function, string targetGroup, string form, string enabled);
}
