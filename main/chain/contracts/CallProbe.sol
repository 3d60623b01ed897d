// SPDX-License-Identifier: MIT
// Tries calls one after the other and says what each did. Never deployed: its code is put in the place of a treasury's inside
// eth_call alone, so that the calls come from the treasury and nothing is kept.
pragma solidity ^0.8.20;

contract CallProbe {
    struct Step {
        address to;
        uint256 value;
        bytes data;
        // Whose balance of what is looked at before and after; the zero address as token means the chain's coin.
        address token;
        address watched;
    }

    struct Outcome {
        bool ok;
        bytes answer;
        uint256 gasUsed;
        uint256 watchedBefore;
        uint256 watchedAfter;
        uint256 ownBefore;
        uint256 ownAfter;
    }

    function run(Step[] calldata steps) external payable returns (Outcome[] memory outcomes) {
        outcomes = new Outcome[](steps.length);
        for (uint256 at = 0; at < steps.length; at++) {
            Step calldata step = steps[at];
            Outcome memory outcome = outcomes[at];
            outcome.watchedBefore = balance(step.token, step.watched);
            outcome.ownBefore = balance(step.token, address(this));
            uint256 gasBefore = gasleft();
            (outcome.ok, outcome.answer) = step.to.call{value: step.value}(step.data);
            outcome.gasUsed = gasBefore - gasleft();
            outcome.watchedAfter = balance(step.token, step.watched);
            outcome.ownAfter = balance(step.token, address(this));
        }
    }

    receive() external payable {}

    function balance(address token, address account) private view returns (uint256) {
        if (token == address(0)) return account.balance;
        (bool ok, bytes memory answer) = token.staticcall(abi.encodeWithSignature("balanceOf(address)", account));
        return ok && answer.length >= 32 ? abi.decode(answer, (uint256)) : 0;
    }
}
