using System.Collections.Immutable;
using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// The API of Application Load Balancers, version 2015-12-01.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/Welcome.html"/>
/// </summary>
internal sealed class ElbV2Api(ElbV2Changes changes, ElbV2Room room, Fetches fetches)
{
    private const string Version = "2015-12-01";

    /// <summary>What signed requests bring as parameters beside those of the action.</summary>
    private static readonly string[] Common =
    [
        "Action", "Version", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
        "X-Amz-Signature", "X-Amz-Security-Token", "AWSAccessKeyId", "Signature", "SignatureMethod", "SignatureVersion",
        "Timestamp", "Expires", "SecurityToken",
    ];

    public QueryService Service => new(
        "elasticloadbalancing", Version, $"http://elasticloadbalancing.amazonaws.com/doc/{Version}/", QueryForm.Query, CallAsync);

    private async Task<QueryOutcome> CallAsync(QueryCall query)
    {
        if (ElbV2Actions.Find(query.Action) is not { } action)
        {
            return new QueryError(
                "InvalidAction", $"Could not find operation {QueryError.Value(query.Action)} for version {Version}");
        }

        var outcome = await DoAsync(action, query);
        return outcome.Error is { } error ? QueryOutcome.FromQueryError(ModelledCodes.As(action.Name, error)).MadeOf(outcome.MayBeOld) : outcome;
    }

    private async Task<QueryOutcome> DoAsync(ElbV2Action action, QueryCall query)
    {
        if (Problem(action, query.Parameters) is { } problem)
        {
            return problem;
        }

        if (!action.Changes)
        {
            var old = await changes.RefreshAsync(query.Cancellation);
            var view = changes.View;
            var result = action.Do(new ElbV2Call(query, view, room));
            return (result.Error is { } error ? error : QueryOutcome.Of(xml => result.Content(xml, view))).MadeOf(old);
        }

        // What it needs of others is fetched between its turns.
        var fetched = ImmutableDictionary<Wanted, Found>.Empty;
        while (true)
        {
            IReadOnlyList<Wanted> wants = [];
            var outcome = await changes.DoAsync(query, view =>
            {
                var result = action.Do(new ElbV2Call(query, view, room) { Fetched = fetched });
                wants = result.Wants;
                return result;
            });
            if (wants.Count == 0)
            {
                return outcome;
            }

            fetched = fetched.SetItems(await fetches.FetchAsync(wants, query.Cancellation));
        }
    }

    private static QueryError? Problem(ElbV2Action action, QueryValue parameters)
    {
        foreach (var (name, isRequired, isList) in action.Parameters)
        {
            if (isRequired && (isList ? parameters.Items(name).Count == 0 : parameters.Text(name) is null))
            {
                return Constraint.Missing(new Place(name).Wire);
            }
        }

        var unknown = parameters.Names.FirstOrDefault(name =>
            !Common.Contains(name) && !action.Parameters.Any(parameter => parameter.Name == name));
        return unknown is null ? ElbV2Members.Problem(action, parameters) : ElbV2Errors.Validation(
            $"{Quoted.Text(unknown)} is not a parameter of {action.Name}: it has "
                + string.Join(", ", action.Parameters.Select(parameter => parameter.Name)));
    }
}
