namespace AlbEmulator.Forwarding.Lambda;

/// <summary>What became of an invocation: a <see cref="LambdaResponse"/> or a <see cref="LambdaFailure"/>.</summary>
internal abstract record LambdaOutcome;
